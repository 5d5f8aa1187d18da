import { blockedBy, fail, type Judgement, pass, type Unknown, unknown } from "../../../core/check.ts";
import type { Call, Place } from "../../../core/evidence/home.ts";
import { hostOf } from "../../../core/hosts.ts";
import type { SubjectOf } from "../../../core/subject.ts";

type Home = Pick<SubjectOf<"account-home">, "hub" | "spoke">;

/** An address without query and fragment. */
const bare = (url: string | undefined): string => (url ?? "").split(/[?#]/, 1)[0] ?? "";

/** Whether an address is the wanted one, whatever parameters were added; an origin is sent with a slash. */
export const isAt = (url: string | undefined, wanted: string): boolean =>
  bare(url) === wanted || (bare(url) === `${wanted}/` && URL.parse(wanted)?.pathname === "/");

/** Whether a tab was sent to this address before any other, away from the account home. */
export const wentTo = ({ left = [] }: Place, wanted: string): boolean => isAt(left[0], wanted);

/** Somebody is signed in there: the dashboard is shown, or they were sent on. */
export const entered = (place: Place | undefined): boolean =>
  place?.ended === "dashboard" || place?.ended === "left";

/** Where somebody ended, in a few words. */
export const told = ({ ended, landed, left, said, error }: Place): string => {
  if (ended === "left") return `sent to ${left?.[0]}`;
  if (ended === "error") return `not loaded: ${error}`;
  return `${landed}${said ? `: ${said.slice(0, 160)}` : ""}`;
};

/** A page that could not be loaded says nothing about what stands on it. */
export const unlessLoaded = (
  place: Place | undefined,
  what: string,
  evidence: string,
): Unknown | undefined => {
  if (place && place.ended !== "error") return undefined;
  const because = `${what} was not loaded: ${place?.error ?? "nobody looked"}`;
  return unknown(because, "a run in which it is reached", { evidence, because });
};

/** Undefined when the sign-in ended on a page of somebody who is signed in. */
export const unlessSignedIn = ({ right }: { readonly right?: Place | undefined }): Unknown | undefined =>
  entered(right)
    ? undefined
    : blockedBy("provider/home-login-works", `the sign-in ended at ${told(right ?? {})}`);

export const sameTab = ({ opened }: Place, what: string): Judgement =>
  opened === undefined
    ? unknown(`nobody counted the tabs ${what}`, "a new run")
    : opened === 0
      ? pass
      : fail(what, "the same tab", `${opened} opened`);

/** What was typed went to the hub's public host and nowhere else. */
export const toHubAlone = (calls: readonly Call[] | undefined, { hub }: Home): Judgement => {
  const carried = (calls ?? []).filter(({ credentials }) => credentials === true);
  const stray = carried.find(({ url }) => hostOf(url) !== hub.publicHost);
  if (stray)
    return fail("where the form was sent", `https://${hub.publicHost}`, `${stray.method} ${stray.url}`);
  return carried.length > 0
    ? pass
    : unknown("no request with what was typed was seen", "a run in which the form is sent");
};
