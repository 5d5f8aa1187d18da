import { defineRefusal, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import { inBrowser } from "./begun-elsewhere.ts";
import honestLogin from "./honest-login.control.ts";
import { ids, loginNamed, notTried } from "./login.ts";

/** The backend by itself: the app's verifier is left out of it. */
const overHttp = (logins: Evidence["tripwire.logins"]): Judgement => {
  // the account may be made: it is the session that must not come into this browser
  const foreign = loginNamed(logins, "begun elsewhere");
  const { status = 0 } = foreign?.callback ?? {};
  // some backends know the browser by a cookie and turn the callback away before the code is redeemed
  const turnedAway = status >= 400 && status < 500 && status !== 429;
  const delivered = foreign?.touched?.includes("token") || turnedAway;
  if (foreign?.session === undefined || !delivered) return notTried("begun elsewhere");
  return foreign.session ? fail(String(foreign.sent), "no session", "a session", ...ids(foreign)) : pass;
};

/** The backend must ask for the verifier, and the app must have made one: both are seen. */
export default defineRefusal({
  level: "advisory",
  title: "A login begun in another browser gives no session in this one",
  failureTitle: "A login begun elsewhere can be finished in this browser",
  why: "An attacker who sends somebody the callback of their own login signs them in to the attacker's account, where they then leave their data.",
  remedy:
    'Spoke app: use the PKCE flow (on Supabase Auth `flowType: "pkce"` of the client library), with a verifier that is new for each login and kept in the browser that began it, so that only that one can fetch the session.',
  sources: ["RFC9700:4.7"],
  threat: ["RFC9700:4.7"],
  kinds: ["client"],
  needs: ["tripwire.logins", "browser.login", "browser.sso", "refusal.begun_elsewhere"],
  control: honestLogin,
  judge: ({ tripwire: { logins }, browser: { login, sso }, refusal }, { spoke }) => {
    const start = `${spoke.backend.url}${spoke.backend.auth_path}/`;
    const begun = login.hops?.find(({ url = "", navigation }) => navigation && url.startsWith(start));
    if (begun?.url === undefined) {
      return unknown("the app was not seen to begin a login", "provider/login-completes", {
        check: "provider/login-completes",
      });
    }
    if (!begun.url.includes("code_challenge=")) {
      const actual = "none: whoever gets the callback gets the session";
      return fail("the app's request for a login", "a code_challenge", actual);
    }
    const cases: [string, Judgement][] = [
      ["over HTTP, without the app", overHttp(logins)],
      ["in a second browser", inBrowser(login, sso, refusal.begun_elsewhere)],
    ];
    return eachCase(
      cases,
      ([name]) => name,
      ([, judged]) => judged,
    );
  },
});
