import { defineRefusal } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { refused } from "./login.ts";

export default defineRefusal({
  level: "advisory",
  title: "An id_token with a foreign second audience and no azp is refused",
  failureTitle: "An id_token shared with another audience signs somebody in",
  why: "A token that somebody else may hold too can be replayed by them.",
  remedy:
    "Spoke backend: verify the id_token with a maintained OpenID Connect library before anything of it is used; on Supabase Auth that is the custom provider of the OIDC kind, never the OAuth2 kind.",
  sources: ["OIDCC:3.1.3.7"],
  threat: ["RFC9700:4.10"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) => refused(logins, ["extra audience"]),
});
