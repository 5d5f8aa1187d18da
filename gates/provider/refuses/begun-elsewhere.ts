import { blockedBy, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Login } from "../../../core/evidence/browser.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import { unlessReached } from "../arrived.ts";

/** Backend and app together: the second click in the browser that began it is the control. */
export const inBrowser = (login: Login, sso: Login, seen: Evidence["refusal.begun_elsewhere"]): Judgement => {
  const { status, app = {}, own } = seen;
  if (app.sessionHeld === true || app.signOutShown === true) {
    const actual = own?.status === 200 ? "a session that its own auth API takes" : "a session";
    return fail("the callback in a browser that began no login", "no session", actual, own?.exchange);
  }
  const blocked = unlessReached(login, seen);
  if (blocked) return blocked;
  if (sso.ended !== "signed in")
    return blockedBy("provider/sso-silent", "nor could it be finished in the browser that began it");
  if (status === undefined || status === 429 || status >= 500) {
    const said = status ?? "not at all";
    return blockedBy("provider/login-completes", `the callback in a second browser was answered ${said}`);
  }
  // where sessions are not known by their looks, the app's own word: somebody may sign in, nobody may sign out
  const signedOut = app.sessionHeld === false || (app.buttonShown === true && app.signOutShown === false);
  return signedOut
    ? pass
    : unknown("whether the second browser holds a session was not seen", "provider/one-button", {
        check: "provider/one-button",
      });
};
