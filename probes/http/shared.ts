import type { Doors } from "../../core/doors.ts";

const held = new WeakMap<object, Map<string, Promise<unknown>>>();

/** Does something once for all probes that go through the same doors: one login serves every row that needs one. */
export const once = <T>(doors: Doors, key: string, make: () => Promise<T>): Promise<T> => {
  const mine = held.get(doors.http) ?? new Map<string, Promise<unknown>>();
  held.set(doors.http, mine);
  const made = (mine.get(key) as Promise<T> | undefined) ?? make();
  mine.set(key, made);
  return made;
};
