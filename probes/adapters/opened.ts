import type { Doors } from "../../core/doors.ts";

/** A session of a spoke that the harness opened itself: its token lives in memory only. */
export interface Opened {
  readonly spoke: string;
  /** whose it is, in words */
  readonly whose: string;
  readonly token: string;
  /** it was ended, or found to be over */
  ended?: boolean;
}
const opened = new WeakMap<object, Opened[]>();

/** Remembers a session, so that it is ended when the run is at its end. */
export const noteSession = ({ http }: Doors, one: Opened): void => {
  opened.set(http, [...(opened.get(http) ?? []), one]);
};

export const sessionsAt = ({ http }: Doors, spoke: string): readonly Opened[] =>
  (opened.get(http) ?? []).filter((one) => one.spoke === spoke);
