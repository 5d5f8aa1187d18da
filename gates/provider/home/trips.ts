import { fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { RoundTrip, Trip } from "../../../core/evidence/home-returns.ts";
import { named } from "../named.ts";

/** Compared byte for byte: the app's origin on the list does not list its callback. */
const isListed = ({ return: back = "", listed }: RoundTrip, allowlist: readonly string[]): Judgement => {
  if (listed === true) return pass;
  const origin = URL.parse(back)?.origin;
  const ofApp = allowlist.filter((url) => URL.parse(url)?.origin === origin);
  const instead = ofApp.length > 0 ? `of ${origin} it has ${ofApp.join(", ")} alone` : `nothing of ${origin}`;
  return fail("the published allowlist (hub.redirect_allowlist)", back, `not on it; ${instead}`);
};

const signedIn = (trip: Trip | undefined, one: RoundTrip, when: string): Judgement => {
  const { spoke, listed } = one;
  if (trip?.ended === "signed in") return pass;
  const at = `${spoke}, ${when}`;
  if (trip === undefined) return unknown(`${at}: the first trip ended elsewhere`, "the cases before");
  if (trip.clicked === undefined) return fail(at, "a sign-in control with an accepted name", trip.said);
  const off = listed === true ? "" : ", its return address is not listed";
  return fail(at, `signed in at ${spoke}`, `${trip.ended} at ${trip.landed}: ${trip.said}${off}`);
};

const carried = ({ clicked, asked }: Trip, back: string | undefined): Judgement => {
  if (clicked === undefined) return unknown("nothing was clicked", "the case before");
  return asked === back ? pass : fail("return at the account home", back, asked ?? "none");
};

const cameBack = ({ cameBack: came, ended, landed }: Trip, back: string | undefined): Judgement => {
  if (came === true) return pass;
  return ended === "signed in"
    ? fail("on the way back", back, landed)
    : unknown(`the trip ended "${ended}"`, "the cases before");
};

/** From one app to the account home and back: with nobody signed in, then with the Cargo session alone. */
export const judgeTrip = (one: RoundTrip, allowlist: readonly string[]): Judgement => {
  const { spoke = "", return: back, first = {}, again } = one;
  const opened = first.opened ?? 0;
  const asked = fail(`${spoke}, with the Cargo session`, "no question", "asked for credentials");
  return named([
    ["its return address is on the published allowlist", isListed(one, allowlist)],
    ["signed in, from nobody", signedIn(first, one, "nobody signed in")],
    ["the return address goes along", carried(first, back)],
    ["back at that address", cameBack(first, back)],
    ["in the same tab", opened === 0 ? pass : fail(spoke, "the same tab", `${opened} opened`)],
    ["signed in again, with the Cargo session alone", signedIn(again, one, "with the Cargo session")],
    [
      "asked for nothing then",
      again ? (again.credentials ? asked : pass) : unknown("there was no second trip", "the cases before"),
    ],
  ]);
};
