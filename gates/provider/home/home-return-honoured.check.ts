import { blockedBy, defineCheck, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Place } from "../../../core/evidence/home.ts";
import { named } from "../named.ts";
import { sameTab, told, unlessLoaded, wentTo } from "./places.ts";

const back = (place: Place, wanted: string, when: string): Judgement => {
  if (wentTo(place, wanted)) return pass;
  const credentialsRefused = place.ended === "form" && place.asked?.includes("credentials");
  return credentialsRefused
    ? blockedBy("provider/home-login-works", `the sign-in ended at ${told(place)}`)
    : fail(when, `sent to ${wanted}`, told(place));
};

export default defineCheck({
  level: "required",
  title: "A listed return address is honoured after sign-in, and at once for whoever is signed in",
  failureTitle: "A listed return address is not honoured",
  why: "The user came from an app and waits to be back in it. Whoever is left at the account home has to find the way back alone, and the app never learns of the sign-in.",
  remedy:
    "Account home: keep `return` through the whole sign-in and window.location.assign(returnUrl) in the same tab the moment it succeeds; do the same at once for somebody who is signed in already.",
  sources: ["S1:step-3", "S1:TEST-CHECKLIST"],
  kinds: ["account-home"],
  needs: ["home.returned"],
  judge: ({ home: { returned } }, { spoke }) => {
    const { return: wanted, signedIn = {}, again = {} } = returned;
    if (wanted === undefined) {
      return unknown("the allowlist has no address that could be tried", "hub.redirect_allowlist");
    }
    const at = `${spoke.app}${spoke.screens.login}?return=${wanted}`;
    const lost = unlessLoaded(signedIn, at, "home.returned");
    if (lost) return lost;
    return named([
      ["after sign-in", back(signedIn, wanted, "after sign-in with return")],
      ["after sign-in, in the same tab", sameTab(signedIn, "after sign-in with return")],
      ["already signed in, at once", back(again, wanted, "with return, already signed in")],
      ["already signed in, in the same tab", sameTab(again, "with return, already signed in")],
    ]);
  },
});
