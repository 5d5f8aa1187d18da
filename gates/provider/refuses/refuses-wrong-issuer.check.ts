import { defineRefusal } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { refused } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "An id_token of another issuer is refused",
  failureTitle: "An id_token of another issuer signs somebody in",
  why: "RULE A: the issuer is the one thing that ties a token to the hub, and it is compared byte for byte; a slash more is another issuer.",
  remedy:
    "Spoke backend: verify the id_token with a maintained OpenID Connect library before anything of it is used; on Supabase Auth that is the custom provider of the OIDC kind, never the OAuth2 kind.",
  sources: ["S2:RULE-A", "OIDCC:3.1.3.7"],
  threat: ["RFC9700:4.4"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) => refused(logins, ["other issuer", "issuer with a slash"]),
});
