import { defineRefusal } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { refused } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "A token answer without id_token gives no session",
  failureTitle: "Without an id_token the backend falls back to something unsigned",
  why: "Unsigned userinfo says who somebody is with nothing to check: an attacker who can take the id_token out of the answer has taken out every check.",
  remedy:
    "Spoke backend: verify the id_token with a maintained OpenID Connect library before anything of it is used; on Supabase Auth that is the custom provider of the OIDC kind, never the OAuth2 kind.",
  sources: ["OIDCC:3.1.3.3"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) => refused(logins, ["no id_token"]),
});
