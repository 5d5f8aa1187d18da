import { defineRefusal } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { refused } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "An unsigned id_token is refused",
  failureTitle: "An unsigned id_token signs somebody in",
  why: "`alg: none` makes every claim a free text: anybody can write the e-mail of an administrator.",
  remedy:
    "Spoke backend: verify the id_token with a maintained OpenID Connect library before anything of it is used; on Supabase Auth that is the custom provider of the OIDC kind, never the OAuth2 kind.",
  sources: ["RFC8725:3.1", "OIDCC:3.1.3.7"],
  threat: ["RFC8725:2.1"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) => refused(logins, ["alg none"]),
});
