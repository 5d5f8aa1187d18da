import { defineRefusal } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { refused } from "./login.ts";

export default defineRefusal({
  level: "advisory",
  title: "An id_token without iat is refused",
  failureTitle: "An id_token without iat signs somebody in",
  why: "iat is a required claim; without it the age of a token cannot be limited.",
  remedy:
    "Spoke backend: verify the id_token with a maintained OpenID Connect library before anything of it is used; on Supabase Auth that is the custom provider of the OIDC kind, never the OAuth2 kind.",
  sources: ["OIDCC:2"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) => refused(logins, ["no iat"]),
});
