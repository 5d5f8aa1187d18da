import { type Beat, type HeartbeatLook, momentOf } from "../../../core/evidence/heartbeat.ts";

/** Clocks further apart than this are not in step (as endpoints/clock-in-step has it). */
export const STEP_SECONDS = 30;

/** What a look shows of times. All in milliseconds since 1970. */
export interface Timed {
  /** newest first */
  readonly beats: readonly { readonly beat: Beat; readonly at: number }[];
  /** the hub's clock when it answered (header Date, time in a cache added), ours where it does not say */
  readonly hub: number;
  readonly ours: number;
  /** it did say */
  readonly dated: boolean;
}

export const timed = ({ answer, beats = [] }: HeartbeatLook): Timed => {
  const ours = Date.parse(answer?.seenAt ?? "") + (answer?.ms ?? 0) / 2;
  const date = Date.parse(answer?.headers?.date ?? "") + (Number(answer?.headers?.age ?? 0) || 0) * 1000;
  const dated = !Number.isNaN(date);
  const moments = beats.map((beat) => ({ beat, at: momentOf(beat) }));
  return { beats: moments.toSorted((a, b) => b.at - a.at), hub: dated ? date : ours, ours, dated };
};

/** For people: whole seconds. */
export const secondsOf = (ms: number): number => Math.round(ms / 1000);
