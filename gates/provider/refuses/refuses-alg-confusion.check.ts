import { defineRefusal } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { refused } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "An id_token signed HS256 with a known value is refused",
  failureTitle: "An id_token signed HS256 with a known value signs somebody in",
  why: "The public key is public and the client secret is shared: a signature made with either proves nothing about the hub.",
  remedy:
    "Spoke backend: verify the id_token with a maintained OpenID Connect library before anything of it is used; on Supabase Auth that is the custom provider of the OIDC kind, never the OAuth2 kind.",
  sources: ["RFC8725:3.1", "OIDCC:3.1.3.7"],
  threat: ["RFC8725:2.1"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) =>
    refused(logins, [
      "HS256 with the client secret",
      "HS256 with the public key",
      "HS256 with the public key, no last line break",
      "HS256 with the public key's bytes",
    ]),
});
