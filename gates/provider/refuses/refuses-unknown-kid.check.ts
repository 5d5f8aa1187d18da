import { all, defineRefusal, fail, pass } from "../../../core/check.ts";
import honestLogin from "./honest-login.control.ts";
import { ids, loginNamed, refusedOne } from "./login.ts";

export default defineRefusal({
  level: "required",
  title: "An id_token under an unknown key is refused after one look for new keys",
  failureTitle: "An id_token under an unknown key is taken, or makes the backend ask again and again",
  why: "A kid that nobody publishes is a foreign key. One look at the key set is right, for the hub may have rotated; more lets anybody make the backend ask without end.",
  remedy:
    "Spoke backend: verify the id_token with a maintained OpenID Connect library before anything of it is used; on Supabase Auth that is the custom provider of the OIDC kind, never the OAuth2 kind.",
  sources: ["OIDCC:10.1.1"],
  threat: ["RFC8725:2.1"],
  kinds: ["client"],
  needs: ["tripwire.logins"],
  control: honestLogin,
  judge: ({ tripwire: { logins } }) => {
    const login = loginNamed(logins, "unknown kid");
    const asked = login?.jwks ?? 0;
    const { logins: count = 0, touches = {} } = logins.quiet ?? {};
    // who keeps no keys fetches them for this login too, which provider/jwks-cached tells
    const most = count > 0 && (touches.jwks ?? 0) >= count ? 2 : 1;
    return all([
      refusedOne(logins, "unknown kid", "token"),
      asked <= most
        ? pass
        : fail("JWKS requests for one unknown kid", `at most ${most}`, asked, ...ids(login)),
    ]);
  },
});
