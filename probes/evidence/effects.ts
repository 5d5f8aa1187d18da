import { readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Doors, type Effect, type Effects, NotGiven, type Undo } from "../../core/doors.ts";
import { writeWhole } from "./disk-store.ts";

/** What one run has made at a target and not undone yet, as it stands on disk. */
interface Written {
  readonly run: string;
  readonly machine: string;
  readonly pid: number;
  readonly open: readonly Placed[];
}

/** An effect, and what tells the place where it is from every other. */
type Placed = Effect & { readonly place?: string };

/** The effects of one run, with what undoes them. */
export interface Journal extends Effects {
  readonly open: () => readonly Effect[];
  /** Undoes what can be, sessions last; from then on nothing may be begun. Bounded. */
  readonly undoAll: (doors: Doors) => Promise<void>;
}

export interface JournalOptions {
  /** where the journals of all runs lie; undefined where nothing outlives the process */
  readonly folder: string | undefined;
  readonly run: string;
  /** tells the place where what belongs to a spoke (or "hub") is kept from every other */
  readonly placeOf: (spoke: string) => string;
  /** takes secrets out of what is written */
  readonly scrub: (text: string) => string;
  readonly pid?: number;
}

/** Longest that a run which is at its end goes on undoing. */
const LONGEST_MS = 15_000;

const isWritten = (value: unknown): value is Written =>
  typeof value === "object" && value !== null && Array.isArray((value as Partial<Written>).open);

/** A process that may not be signalled is alive all the same. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

const readAll = (folder: string): { readonly file: string; readonly written: Written }[] => {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  } catch {
    return []; // nobody has written anything here yet
  }
  return names.flatMap((name) => {
    const file = join(folder, name);
    try {
      const written: unknown = JSON.parse(readFileSync(file, "utf8"));
      return isWritten(written) ? [{ file, written }] : [];
    } catch {
      return []; // another run has taken it away in this very moment
    }
  });
};

interface Begun {
  readonly effect: Effect;
  readonly undo?: Undo;
}

/** The journal of a run's effects: one file a run in `folder`, written before each effect and gone when all are undone. */
export const openJournal = (options: JournalOptions): Journal => {
  const { folder, run, placeOf, scrub, pid = process.pid } = options;
  const open = new Map<symbol, Begun>();
  const mine = folder && join(folder, `${run}.json`);
  let over = false;
  const write = (file: string, written: Written): void => {
    if (written.open.length === 0) rmSync(file, { force: true });
    else writeWhole(file, scrub(`${JSON.stringify(written)}\n`));
  };
  const effects = () => [...open.values()].map(({ effect }) => effect);
  const placed = () => effects().map((effect): Placed => ({ ...effect, place: placeOf(effect.spoke) }));
  const save = () => mine && write(mine, { run, machine: hostname(), pid, open: placed() });
  const strike = (key: symbol) => {
    if (open.delete(key)) save();
  };
  const undo = (which: (effect: Effect) => boolean, doors: Doors): Promise<unknown> =>
    Promise.all(
      [...open]
        .filter(([, { effect }]) => which(effect))
        .map(async ([key, begun]) => {
          if (await begun.undo?.(doors).catch(() => false)) strike(key);
        }),
    );

  return {
    open: effects,
    begin: (effect, undoing) => {
      if (over) throw new NotGiven("the run is at its end", "a new run");
      const key = Symbol();
      open.set(key, { effect, ...(undoing && { undo: undoing }) });
      save();
      return () => strike(key);
    },
    left: (spoke) =>
      (folder === undefined ? [] : readAll(folder))
        .filter(
          ({ file, written: { machine, pid } }) => file !== mine && machine === hostname() && !isAlive(pid),
        )
        .flatMap(({ file, written }) =>
          written.open
            .filter((effect) => effect.spoke === spoke && effect.place === placeOf(spoke))
            .map(({ place: _, ...effect }) => ({
              ...effect,
              run: written.run,
              done: () => {
                const now = readAll(folder ?? "").find((one) => one.file === file)?.written;
                const same = (one: Effect) =>
                  one.what === effect.what &&
                  one.name === effect.name &&
                  JSON.stringify(one.was) === JSON.stringify(effect.was);
                if (now)
                  write(file, {
                    ...now,
                    open: now.open.filter((one) => one.spoke !== effect.spoke || !same(one)),
                  });
              },
            })),
        ),
    undoAll: async (doors) => {
      over = true;
      const isSession = ({ what }: Effect) => what === "sessions";
      const late = new AbortController();
      const undoing = undo((one) => !isSession(one), doors).then(() => undo(isSession, doors));
      await Promise.race([undoing, wait(LONGEST_MS, undefined, { signal: late.signal })]).finally(() =>
        late.abort(),
      );
    },
  };
};
