import { blockedBy, defineCheck, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { unlessReached } from "../arrived.ts";
import { noneHeld } from "../held.ts";
import { named } from "../named.ts";

export default defineCheck({
  level: "required",
  title: "Sign-out ends the local session even when Cargo's logout cannot be reached",
  failureTitle: "Without Cargo nobody can sign out of the app",
  why: "A person who presses Sign out and walks away must be signed out here, whatever the network does. An app that first waits for Cargo leaves the session standing on the day it matters.",
  remedy:
    "Spoke: end the native session first, or both at once (Promise.allSettled), with a time limit on the call to the hub.",
  sources: ["practice", "S0:step-8"],
  kinds: ["client"],
  needs: ["browser.login", "browser.signout", "session.outage"],
  judge: ({ browser: { login, signout }, session: { outage } }) => {
    const blocked = unlessReached(login, signout);
    if (blocked) return blocked;
    if (signout.clicked === undefined)
      return blockedBy("provider/global-logout-fires", "nobody signed out before");
    if (outage.unreached !== undefined) return blockedBy("provider/login-completes", outage.unreached);
    if (outage.clicked !== true)
      return blockedBy("provider/login-completes", "there was no sign-out to click");
    const own = outage.own?.status;
    const cases: readonly (readonly [string, Judgement])[] = [
      [
        "Cargo's logout was out of reach",
        (outage.cut ?? 0) > 0 ? pass : blockedBy("provider/global-logout-fires", "the app did not call it"),
      ],
      ["session gone from the page", noneHeld(outage.sessionHeld, "storage of the page")],
      [
        "session ended at the backend",
        own === undefined
          ? unknown("the backend was not asked", "a new run")
          : own === 200
            ? fail("own auth API after sign-out", "refused", own, outage.own?.exchange)
            : pass,
      ],
      [
        "the sign-in button is back",
        outage.signInShown === true ? pass : fail("the app after sign-out", "the sign-in button", "none"),
      ],
    ];
    return named(cases);
  },
});
