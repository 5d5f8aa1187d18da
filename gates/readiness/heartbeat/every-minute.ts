import { fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { HeartbeatLook } from "../../../core/evidence/heartbeat.ts";
import { secondsOf, type Timed } from "./beats.ts";

const shownAt = (at: number): string => new Date(at).toISOString();

/** Two that follow each other in the list, or the one that was newest and the one that came after it. */
const stepsIn = (first: Timed, last: Timed): { readonly from: number; readonly to: number }[] => {
  const listed = last.beats.map(({ at }) => at);
  const [before, after] = [first.beats[0]?.at, listed[0]];
  const known = listed.length > 1 ? listed : [after, before].filter((at) => at !== undefined);
  return known.flatMap((to, place) => {
    const from = known[place + 1];
    return from === undefined ? [] : [{ from, to }];
  });
};

/** No two lie further apart than the longest age: by the list's own times, or by what came while somebody waited. */
export const everyMinute = (first: Timed, last: Timed, longest: number, where: string): Judgement => {
  const steps = stepsIn(first, last);
  if (steps.some(({ from, to }) => Number.isNaN(to - from))) return unknown("a time is none", where);
  const gap = steps.find(({ from, to }) => secondsOf(to - from) > longest);
  if (gap) {
    const { from, to } = gap;
    return fail(
      where,
      `another heartbeat within ${longest} s of ${shownAt(from)}`,
      `the next is of ${shownAt(to)}, ${secondsOf(to - from)} s later`,
    );
  }
  const moved = steps.filter(({ from, to }) => to > from);
  if (moved.length > 0) return pass;
  const waited = secondsOf(last.ours - first.ours);
  if (waited >= longest) return fail(where, `another heartbeat within ${longest} s`, `none in ${waited} s`);
  return unknown("only one heartbeat was seen", "a look that lasts until the next one comes");
};

/** What was listed a moment ago is still listed: times that are made up for each answer are no record of anything. */
export const sameRecord = (first: HeartbeatLook, last: HeartbeatLook, where: string): Judgement => {
  const keyOf = ({ sent, received }: NonNullable<HeartbeatLook["beats"]>[number]) => `${sent} ${received}`;
  const now = new Set(last.beats?.map(keyOf));
  const newest = first.beats?.[0];
  if (newest === undefined || (last.beats?.length ?? 0) < 2) return pass;
  return now.has(keyOf(newest))
    ? pass
    : fail(where, `the heartbeat of ${keyOf(newest)} in the next answer too`, "it is not there any more");
};
