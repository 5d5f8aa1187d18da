import { defineRefusal } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { refused } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "An id_token that is not for this client is refused",
  failureTitle: "An id_token for another client, or for nobody, signs somebody in",
  why: "A token that the hub made for another app must not open this one: otherwise any app of the federation can sign in here as its own users.",
  remedy:
    "Spoke backend: verify the id_token with a maintained OpenID Connect library before anything of it is used; on Supabase Auth that is the custom provider of the OIDC kind, never the OAuth2 kind.",
  sources: ["OIDCC:3.1.3.7"],
  threat: ["RFC9700:4.10"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) => refused(logins, ["other audience", "no audience"]),
});
