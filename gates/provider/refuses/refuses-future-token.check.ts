import { defineRefusal } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { refused } from "./login.ts";

export default defineRefusal({
  level: "advisory",
  title: "An id_token from the future is refused",
  failureTitle: "An id_token from the future signs somebody in",
  why: "A token that is not valid yet, or was made an hour ahead of every clock, was not made by this login.",
  remedy:
    "Spoke backend: verify the id_token with a maintained OpenID Connect library before anything of it is used; on Supabase Auth that is the custom provider of the OIDC kind, never the OAuth2 kind.",
  sources: ["OIDCC:3.1.3.7", "RFC7519:4.1.5"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) => refused(logins, ["not yet valid", "issued in the future"]),
});
