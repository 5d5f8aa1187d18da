import { defineRefusal } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { refused } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "An id_token with a bad signature is refused",
  failureTitle: "An id_token with a bad signature signs somebody in",
  why: "Whoever can put a token answer before the backend signs in as anybody when signatures are not checked.",
  remedy:
    "Spoke backend: verify the id_token with a maintained OpenID Connect library before anything of it is used; on Supabase Auth that is the custom provider of the OIDC kind, never the OAuth2 kind.",
  sources: ["OIDCC:3.1.3.7"],
  threat: ["RFC8725:2.1"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) => refused(logins, ["broken signature", "another key"]),
});
