import { type Case, defineCheck, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { RoundTrip, Trip } from "../../../core/evidence/home-returns.ts";
import { named } from "../named.ts";

const signedIn = (
  trip: Trip | undefined,
  { spoke, return: back, listed }: RoundTrip,
  when: string,
): Judgement => {
  if (trip?.ended === "signed in") return pass;
  const at = `${spoke}, ${when}`;
  if (trip === undefined)
    return unknown(`${at}: not tried, because the first trip ended elsewhere`, "the case before");
  if (trip.clicked === undefined) return fail(at, "a sign-in control with an accepted name", trip.said);
  const off = listed === true ? "" : `${back} is not on the published allowlist; `;
  return fail(at, `signed in at ${spoke}`, `${off}${trip.ended} at ${trip.landed}: ${trip.said}`);
};

const judgeTrip = (one: RoundTrip): Judgement => {
  const { spoke = "", return: back, first = {}, again } = one;
  const clicked = first.clicked === undefined ? undefined : first;
  return named([
    ["signed in, from nobody", signedIn(first, one, "nobody signed in")],
    [
      "the return address goes along",
      clicked === undefined
        ? unknown("nothing was clicked", "the case before")
        : clicked.asked === back
          ? pass
          : fail("return at the account home", back, clicked.asked ?? "none"),
    ],
    [
      "back at that address",
      first.cameBack === true
        ? pass
        : first.ended === "signed in"
          ? fail("on the way back", back, first.landed)
          : unknown(`the trip ended "${first.ended}"`, "the cases before"),
    ],
    [
      "in the same tab",
      (first.opened ?? 0) === 0 ? pass : fail(spoke, "the same tab", `${first.opened} opened`),
    ],
    ["signed in again, with the Cargo session alone", signedIn(again, one, "with the Cargo session")],
    [
      "asked for nothing then",
      again?.credentials === true
        ? fail(`${spoke}, with the Cargo session`, "no question", "asked for credentials")
        : again
          ? pass
          : unknown("there was no second trip", "the cases before"),
    ],
  ]);
};

/** For the account home one app with which it works is enough; an app is judged by its own trip. */
export default defineCheck({
  level: "required",
  title: "From the app to the account home and back: signed in, in the same tab",
  failureTitle: "The way from the app to the account home and back is broken",
  why: "This is the whole of the handoff as a user lives it: one click, one sign-in, back where they were.",
  remedy:
    "App: window.location.assign the account home's login with return set to your own listed callback, redeem the code there. Account home: follow it in the same tab. Cargo admin: list the callback, byte for byte.",
  sources: ["S1:worked-example", "S1:TEST-CHECKLIST"],
  kinds: ["account-home", "handoff"],
  needs: ["home.round_trip"],
  judge: ({ home: { round_trip } }) => {
    const trips = round_trip.trips ?? [];
    if (trips.length === 0) {
      return unknown(
        "no app that hands over has its return address on the allowlist",
        "a hand-off spoke of spokes.yaml",
      );
    }
    const judged = trips.map((trip) => ({ trip, judgement: judgeTrip(trip) }));
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
