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
  /** told of what still works when the time is up, so that it can put back what it changed */
  leftWorking?: (work: Promise<unknown>) => void,
): Promise<string | undefined> => {
  const open = new Set<Name>(value.produces);
  // What is seen after the pieces were accounted for changes nothing any more: a verdict may rest on them by then.
  let closed = false;
  const miss = (name: Name, because: string, cause?: readonly string[], give?: string) => {
    if (closed || !open.delete(name)) return;
    const why = { ...(cause && { cause }), ...(give !== undefined && { give }) };
    sink.write(sealMissed(placeOf(name, spoke), id, name, because, now(), why));
  };
  const { given, lacking } = layOut(value.needs ?? [], spoke, read);
  if (lacking.length > 0) {
    const roots = lacking.flatMap(({ evidence, found }) => [...(found.cause ?? []), evidence]);
    const give = lacking.find(({ found }) => found.give !== undefined)?.found.give;
    const because = `it rests on ${roots.join(", ")}, which was not seen`;
    for (const name of [...open]) miss(name, because, roots, give);
    return undefined;
  }
  let threw: string | undefined;
  let because = "the probe ended without it";
  let working: Promise<void> | undefined;
  let give: string | undefined;
  try {
    working = work({
      given,
      saw: (name, value) => {
        if (closed) return;
        open.delete(name);
        sink.write(sealSeen(placeOf(name, spoke), id, name, value, now()));
      },
      missed: miss,
    });
    await Promise.race(timeUp ? [working, timeUp] : [working]);
  } catch (error) {
    if (error instanceof TimeUp && working) leftWorking?.(working);
    because = error instanceof Error ? error.message : String(error);
    if (error instanceof NotGiven) give = error.give;
    if (!(error instanceof NotGiven) && !(error instanceof TimeUp)) {
      threw = `${id} (${spoke}): ${error instanceof Error ? (error.stack ?? error.message) : because}`;
      because = `the probe failed: ${because}`;
    }
  }
  for (const name of [...open]) miss(name, because, undefined, give);
  closed = true;
  return threw;
};

export interface GatherOptions extends Setting {
  readonly tasks: readonly GatherTask[];
  readonly probes: readonly Discovered<AnyProbe>[];
  readonly subjects: readonly Subject[];
  readonly doors: Doors;
  /** milliseconds after which the gathering ends with what it has */
  readonly limitMs?: number;
  /** milliseconds for what is at work when the time is up to put back what it changed */
  readonly graceMs?: number;
  /** settles when those who look elsewhere (the journeys) have ended */
  readonly others?: Promise<unknown>;
  /** told when all have ended but those that come after the others */
  readonly rested?: () => void;
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
  const left: Promise<unknown>[] = [];
  const { timeUp, isUp, cancel } = limit(options.limitMs);

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
    const turn = takeTurns(turns, probe.value.touches ?? []);
    // whoever holds it may never let go: when the time is up it is missed, not waited for
    const release = await Promise.race([turn, ...(timeUp ? [timeUp.catch(() => () => {})] : [])]);
    options.progress?.(task, "started");
    let working: Promise<unknown> | undefined;
    const threw = await runGatherer(
      probe,
      task.spoke,
      options,
      async (pen) => {
        // a probe that begins when the time is up would meet others that are still putting things back
        if (isUp()) await timeUp;
        await probe.value.gather({ ...pen, subject, doors } as never);
      },
      timeUp,
      (work) => {
        working = work.catch(() => {});
      },
    );
    if (working) left.push(working);
    // who waits for what it holds waits until it has let go of it
    void Promise.resolve(working).then(release);
    options.progress?.(task, "ended");
    if (threw) errors.push(threw);
  };
  const whose = (alone: "before" | "after" | undefined) =>
    tasks.filter(({ gatherer }) => byId.get(gatherer)?.value.alone === alone);
  for (const task of whose("before")) await start(task);
  await Promise.all(whose(undefined).map(start));
  options.rested?.();
  const late = whose("after");
  if (late.length > 0) await Promise.race([options.others, ...(timeUp ? [timeUp] : [])]).catch(() => {});
  for (const task of late) await start(task);
  cancel();
  await within(options.graceMs ?? GRACE_MS, Promise.all(left));
  return errors;
};

/** How long those that were at work when the time was up may take to put back what they changed. */
const GRACE_MS = 15_000;

const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, promise]);
  clearTimeout(timer);
};

interface Limit {
  readonly timeUp: Promise<never> | undefined;
  readonly isUp: () => boolean;
  readonly cancel: () => void;
}

const limit = (ms: number | undefined): Limit => {
  if (ms === undefined) return { timeUp: undefined, isUp: () => false, cancel: () => {} };
  let up = false;
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {}); // nobody may be waiting when it comes
  const timer = setTimeout(() => {
    up = true;
    reject(new TimeUp(`the time limit of ${ms / 1000} s was reached`));
  }, ms);
  return { timeUp: promise, isUp: () => up, cancel: () => clearTimeout(timer) };
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
