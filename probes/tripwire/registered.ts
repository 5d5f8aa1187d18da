import type { Doors } from "../../core/doors.ts";
import type { Field } from "../../core/tripwire/fields.ts";
import type { Taken } from "../adapters/provider-admin.ts";
import { once } from "../http/shared.ts";
import type { Kit } from "./kit.ts";
import type { Face } from "./registration.ts";

/** A face of the tripwire while it is registered at the spoke's backend. */
export interface Registered {
  readonly face: Face;
  readonly identifier: string;
  /** what came of registering it; unless `ok` it cannot be used */
  readonly answer: Taken;
}

/** What a registration was answered, for people. */
export const wordsOf = ({ answer: { seen, said } }: Pick<Registered, "answer">): string =>
  said ?? String(seen.status ?? seen.error?.code ?? "nothing");

const isGone = (status = 0): boolean => (status >= 200 && status < 300) || status === 404;

const register = async (kit: Kit, poisoned: readonly Field[]) => {
  const { admin, doors, real, subject } = kit;
  const face = await kit.tripwire.face(poisoned);
  const identifier = kit.identifier();
  const { clientId, clientSecret, set, discovery } = face;
  const undone = doors.effects?.begin({ spoke: subject.id, what: "provider", name: identifier });
  const answer = await admin.register({ identifier, clientId, clientSecret, ...set, discovery }, real);
  const remove = async (): Promise<void> => {
    const { status } = await admin.remove(identifier);
    if (admin.by === "person" || isGone(status)) undone?.();
  };
  return { face, identifier, answer, remove };
};

/** Registers a face, hands it to `work`, and takes it away again whatever came of it. */
export const withRegistration = async <T>(
  kit: Kit,
  poisoned: readonly Field[],
  work: (registered: Registered) => Promise<T>,
): Promise<T> => {
  if (kit.admin.by === "person") return atTheirPace(kit, poisoned, work);
  const { remove, ...registered } = await register(kit, poisoned);
  try {
    return await work(registered);
  } finally {
    await remove();
  }
};

/** What people were asked to do in one run. */
interface Desk {
  /** who waits for which face */
  readonly turns: Map<string, Promise<unknown>>;
  /** one question at a time */
  asking: Promise<unknown>;
  readonly open: (() => Promise<void>)[];
}
const desks = new WeakMap<Doors, Desk>();
const deskOf = (doors: Doors): Desk => {
  const known = desks.get(doors);
  if (known) return known;
  const made: Desk = { turns: new Map(), asking: Promise.resolve(), open: [] };
  desks.set(doors, made);
  doors.atEnd(() => clearDesk(doors));
  return made;
};

/** Has everything taken away again that people entered in this run. */
export const clearDesk = async (doors: Doors): Promise<void> => {
  for (const remove of deskOf(doors).open.splice(0)) await remove();
};

/** A person enters each face once: whoever needs the same one waits, and it stays until the run is at its end. */
const atTheirPace = async <T>(
  kit: Kit,
  poisoned: readonly Field[],
  work: (registered: Registered) => Promise<T>,
): Promise<T> => {
  const { doors, subject } = kit;
  const desk = deskOf(doors);
  const name = `registered ${subject.id} ${poisoned.join()}`;
  const entered = () =>
    once(doors, name, async () => {
      const asked = desk.asking.then(() => register(kit, poisoned));
      desk.asking = asked.catch(() => undefined);
      const { remove, ...registered } = await asked;
      if (registered.answer.ok) desk.open.push(remove);
      return registered;
    });
  const mine = (desk.turns.get(name) ?? Promise.resolve()).then(async () => {
    const registered = await entered();
    const { face } = registered;
    try {
      return await work(registered);
    } finally {
      face.mark = face.touches.length;
      face.rotated = false;
      face.more.length = 0;
      face.jwksFails = undefined;
    }
  });
  desk.turns.set(
    name,
    mine.catch(() => undefined),
  );
  return mine;
};
