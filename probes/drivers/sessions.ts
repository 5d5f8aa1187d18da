import type { Doors, Effects } from "../../core/doors.ts";
import type { Hub } from "../../core/subject.ts";

/** Ends one session through these doors. Gives the status of the answer, undefined where there was none. */
export type End = (through: Doors) => Promise<number | undefined>;

/** Sessions that the harness began, by where and whose they are. */
const begun = new WeakMap<Effects, Map<string, Map<string, End>>>();

/**
 * Remembers a session that was begun for a test person, so that it ends with the run. `at`: id of the subject. A
 * second one of the same `key` takes the place of the first. What nobody answers is tried again before the next run.
 */
export const sessionBegun = (doors: Doors, at: string, user: string, key: string, end: End): void => {
  const { effects } = doors;
  if (effects === undefined) return;
  const all = begun.get(effects) ?? new Map<string, Map<string, End>>();
  begun.set(effects, all);
  const name = `${at} ${user}`;
  const known = all.get(name);
  if (known) return void known.set(key, end);
  const mine = new Map([[key, end]]);
  all.set(name, mine);
  effects.begin({ spoke: at, what: "sessions", name: user }, async (through) => {
    const statuses = await Promise.all([...mine.values()].map((one) => one(through)));
    return statuses.every((status) => status !== undefined && status < 500);
  });
};

/** Global logout at the hub, as the bearer of a client's access token of the person. */
export const signOutAtHub = async (doors: Doors, hub: Hub, access: string): Promise<number | undefined> =>
  (
    await doors.http.send(hub.endpoints.logout, {
      method: "POST",
      headers: { authorization: `Bearer ${access}` },
    })
  ).status;

/** More tokens than the newest few are not needed to end what they all belong to. */
const TOKENS = 3;
let turn = 0;
/** The hub's sessions that no browser holds: a client's token is all there is of them. */
export const hubTokenGiven = (doors: Doors, hub: Hub, user: string, access: string): void => {
  turn = (turn + 1) % TOKENS;
  sessionBegun(doors, "hub", user, `token ${turn}`, (through) => signOutAtHub(through, hub, access));
};
