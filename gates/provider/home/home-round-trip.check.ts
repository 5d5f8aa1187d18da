import { type Case, defineCheck, unknown } from "../../../core/check.ts";
import { judgeTrip } from "./trips.ts";

/** For the account home one app with which it works is enough; an app is judged by its own trip. */
export default defineCheck({
  level: "required",
  title: "From the app to the account home and back: signed in, in the same tab",
  failureTitle: "The way from the app to the account home and back is broken",
  why: "This is the whole of the handoff as a user lives it: one click, one sign-in, back where they were.",
  remedy:
    "Cargo admin: put the callback on the redirect allowlist, byte for byte; the app's origin there is not enough (the guide's own example, exim, uses a callback that the guide's own list lacks). App: window.location.assign the account home's login with return set to your own listed callback, redeem the code there. Account home: follow it in the same tab.",
  sources: ["S1:worked-example", "S1:TEST-CHECKLIST"],
  kinds: ["account-home", "handoff"],
  needs: ["home.round_trip"],
  judge: ({ home: { round_trip } }, { hub }) => {
    const allowlist = hub.redirect_allowlist.filter(({ retired }) => !retired).map(({ url }) => url);
    const trips = round_trip.trips ?? [];
    if (trips.length === 0) {
      return unknown(
        "no app that hands over has its return address on the allowlist",
        "a hand-off spoke of spokes.yaml",
      );
    }
    const judged = trips.map((trip) => ({ trip, judgement: judgeTrip(trip, allowlist) }));
    const best = judged.find(({ judgement }) => judgement.is === "pass") ?? judged[0];
    const others = judged.filter((one) => one !== best);
    const told = others.map(({ trip, judgement }): Case => {
      return {
        name: `${trip.spoke}: ${judgement.is}`,
        outcome: "pass",
        actual: trip.first?.said ?? trip.first?.ended,
      };
    });
    if (!best) return unknown("nothing was tried", "a new run");
    return { ...best.judgement, cases: [...(best.judgement.cases ?? []), ...told] };
  },
});
