import { defineRefusal } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { refused } from "./login.ts";

export default defineRefusal({
  level: "advisory",
  title: "An id_token whose at_hash is of another access token is refused",
  failureTitle: "An id_token beside a foreign access token signs somebody in",
  why: "at_hash ties the two tokens together: without it an access token can be exchanged for another person's.",
  remedy:
    "Spoke backend: verify the id_token with a maintained OpenID Connect library before anything of it is used; on Supabase Auth that is the custom provider of the OIDC kind, never the OAuth2 kind.",
  sources: ["OIDCC:3.1.3.8"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) => refused(logins, ["other at_hash"]),
});
