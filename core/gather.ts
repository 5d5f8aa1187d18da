import type { Discovered } from "./discover.ts";
import { type Doors, NotGiven } from "./doors.ts";
import type { Evidence, Name } from "./evidence/index.ts";
import { layOut } from "./given.ts";
import { type GatherTask, placeOf } from "./plan.ts";
import type { AnyProbe, Gatherer } from "./probe.ts";
import { type Reader, type Sink, sealMissed, sealSeen } from "./store.ts";
import type { Subject } from "./subject.ts";

/** What the engine hands a gatherer besides its doors. */
interface Pen {
  readonly given: object;
  readonly saw: (name: Name, value: Evidence[Name]) => void;
  readonly missed: (name: Name, because: string, cause?: readonly Name[]) => void;
}

/** The run's time is up: what was not seen by now is missed, and nobody is to blame. */
class TimeUp extends Error {
  override name = "TimeUp";
}

interface Setting {
  readonly sink: Sink;
  readonly read: Reader;
  readonly now: () => Date;
}

/**
 * Runs one gatherer for one subject and accounts for every piece it declares: seen, or missed with the reason.
 * Returns what it threw, which is our own failure and never a verdict on the spoke.
 */
export const runGatherer = async (
  { id, value }: Discovered<Gatherer>,
  spoke: string,
  { sink, read, now }: Setting,
  work: (pen: Pen) => Promise<void>,
  timeUp?: Promise<never>,
): Promise<string | undefined> => {
  const open = new Set<Name>(value.produces);
  const miss = (name: Name, because: string, cause?: readonly string[]) => {
    if (!open.delete(name)) return;
    sink.write(sealMissed(placeOf(name, spoke), id, name, because, now(), cause));
  };
  const { given, lacking } = layOut(value.needs ?? [], spoke, read);
  if (lacking.length > 0) {
    const roots = lacking.flatMap(({ evidence, found }) => [...(found.cause ?? []), evidence]);
    for (const name of [...open]) miss(name, `it rests on ${roots.join(", ")}, which was not seen`, roots);
    return undefined;
  }
  let threw: string | undefined;
  let because = "the probe ended without it";
  try {
    const working = work({
      given,
      saw: (name, value) => {
        open.delete(name);
        sink.write(sealSeen(placeOf(name, spoke), id, name, value, now()));
      },
      missed: miss,
    });
    await Promise.race(timeUp ? [working, timeUp] : [working]);
  } catch (error) {
    because = error instanceof Error ? error.message : String(error);
    if (!(error instanceof NotGiven) && !(error instanceof TimeUp)) {
      threw = `${id} (${spoke}): ${error instanceof Error ? (error.stack ?? error.message) : because}`;
      because = `the probe failed: ${because}`;
    }
  }
  for (const name of [...open]) miss(name, because);
  return threw;
};

export interface GatherOptions extends Setting {
  readonly tasks: readonly GatherTask[];
  readonly probes: readonly Discovered<AnyProbe>[];
  readonly subjects: readonly Subject[];
  readonly doors: Doors;
  /** milliseconds after which the gathering ends with what it has */
  readonly limitMs?: number;
  /** settles when those who look elsewhere (the journeys) have ended */
  readonly others?: Promise<unknown>;
  readonly progress?: (task: GatherTask, state: "started" | "ended") => void;
}

/**
 * Runs every probe of the plan, each as soon as what it needs is settled; probes that touch the same shared state
 * take turns. Journeys are not run here. Returns the errors of our own that were met.
 */
export const gather = async (options: GatherOptions): Promise<string[]> => {
  const { probes, subjects, doors } = options;
  const tasks = options.tasks.filter(({ by }) => by === "probe");
  const byId = new Map(probes.map((probe) => [probe.id, probe]));
  const settled = new Map<string, Promise<void>>();
  const turns = new Map<string, Promise<void>>();
  const errors: string[] = [];
  const { timeUp, cancel } = limit(options.limitMs);

  const start = (task: GatherTask): Promise<void> => {
    const key = `${task.spoke} ${task.gatherer}`;
    const running = settled.get(key);
    if (running) return running;
    const ending = perform(task);
    settled.set(key, ending);
    return ending;
  };
  const waitFor = async (spoke: string, needs: readonly Name[]): Promise<void> => {
    const makers = needs.flatMap((name) => {
      const place = placeOf(name, spoke);
      return tasks.filter(
        (one) => one.spoke === place && byId.get(one.gatherer)?.value.produces.includes(name),
      );
    });
    await Promise.all(makers.map(start));
  };
  const perform = async (task: GatherTask): Promise<void> => {
    const probe = byId.get(task.gatherer);
    const subject = subjects.find(({ id }) => id === task.spoke);
    if (!probe || !subject)
      throw new Error(`the plan names ${task.gatherer} for ${task.spoke}, which is not here`);
    await waitFor(task.spoke, [...(probe.value.needs ?? []), ...(probe.value.after ?? [])]);
    const release = await takeTurns(turns, probe.value.touches ?? []);
    options.progress?.(task, "started");
    const threw = await runGatherer(
      probe,
      task.spoke,
      options,
      async (pen) => {
        await probe.value.gather({ ...pen, subject, doors } as never);
      },
      timeUp,
    );
    release();
    options.progress?.(task, "ended");
    if (threw) errors.push(threw);
  };
  const whose = (alone: "before" | "after" | undefined) =>
    tasks.filter(({ gatherer }) => byId.get(gatherer)?.value.alone === alone);
  for (const task of whose("before")) await start(task);
  await Promise.all(whose(undefined).map(start));
  const late = whose("after");
  if (late.length > 0) await Promise.race([options.others, ...(timeUp ? [timeUp] : [])]).catch(() => {});
  for (const task of late) await start(task);
  cancel();
  return errors;
};

const limit = (ms: number | undefined): { timeUp: Promise<never> | undefined; cancel: () => void } => {
  if (ms === undefined) return { timeUp: undefined, cancel: () => {} };
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {}); // nobody may be waiting when it comes
  const timer = setTimeout(() => reject(new TimeUp(`the time limit of ${ms / 1000} s was reached`)), ms);
  return { timeUp: promise, cancel: () => clearTimeout(timer) };
};

/** Waits until nobody else holds any of these things, then holds them all until released. */
const takeTurns = async (
  turns: Map<string, Promise<void>>,
  things: readonly string[],
): Promise<() => void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const before = things.map((thing) => turns.get(thing));
  for (const thing of things) turns.set(thing, promise);
  await Promise.all(before);
  return resolve;
};
