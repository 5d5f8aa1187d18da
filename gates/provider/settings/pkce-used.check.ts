import { defineCheck, fail, pass } from "../../../core/check.ts";
import { unlessSignedIn, unlessStarted } from "../arrived.ts";

/** The verifier is redeemed between the backends: seen by a login that completes at a hub which verifies it. */
export default defineCheck({
  level: "advisory",
  title: "The login uses PKCE with S256",
  failureTitle: "The login does not use PKCE with S256",
  why: "PKCE binds the code to the login that asked for it: a code that leaks on the way is worth nothing to whoever finds it.",
  remedy:
    "Spoke: switch PKCE on in the provider form (it is on by default in Supabase Auth's custom providers).",
  sources: ["RFC7636:4.2", "RFC9700:2.1.1"],
  threat: ["RFC9700:4.5"],
  kinds: ["client"],
  needs: ["browser.authorize", "browser.login"],
  judge: ({ browser: { authorize, login } }) => {
    const { params, challenge } = authorize;
    if (params === undefined) return unlessStarted(authorize);
    if (challenge === undefined) return fail("code_challenge", "a challenge", "none");
    if (params.code_challenge_method !== "S256")
      return fail("code_challenge_method", "S256", params.code_challenge_method);
    if (challenge.length !== 43)
      return fail("code_challenge", "43 characters (base64url of a SHA-256)", challenge.length);
    return unlessSignedIn(login) ?? pass;
  },
});
