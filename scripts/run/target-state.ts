import { accessSync, constants, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isAlive, type Journal, openJournal } from "../../probes/evidence/effects.ts";
import { ROOT } from "../paths.ts";
import { placesOf } from "./places.ts";
import type { Prepared } from "./prepare.ts";

/** What the harness changes at a live target outlives its process: it is written down, for the next run. */
export interface TargetState {
  readonly journal: Journal;
  /** Waits until no other run of this machine changes the same hub or backend, then holds them until released. */
  readonly lease: (say: (text: string) => void, stopped: AbortSignal) => Promise<() => void>;
}

/** What runs have made at targets and not undone. */
const UNDO = join(ROOT, ".cache/undo");
const PAUSE_MS = 250;

/** A checkout that may not be written to keeps its journals where every process may write. */
const writable = (): string => {
  try {
    mkdirSync(UNDO, { recursive: true });
    accessSync(UNDO, constants.W_OK);
    return UNDO;
  } catch {
    const folder = join(tmpdir(), "cargo-gates-undo");
    mkdirSync(folder, { recursive: true });
    return folder;
  }
};

interface Holder {
  readonly run: string;
  readonly pid: number;
  readonly host: string;
}
const holderOf = (file: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
};
const isDead = ({ pid, host }: Holder): boolean =>
  host === hostname() && pid !== process.pid && !isAlive(pid);

const take = async (
  file: string,
  run: string,
  say: (text: string) => void,
  stopped: AbortSignal,
): Promise<() => void> => {
  const mine = JSON.stringify({ run, pid: process.pid, host: hostname() } satisfies Holder);
  let told = false;
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = holderOf(file);
    if (holder && isDead(holder)) rmSync(file, { force: true });
    else {
      if (!told) say(`waiting for run ${holder?.run ?? "?"}, which changes the same hub or backend`);
      told = true;
      await wait(PAUSE_MS, undefined, { signal: stopped });
    }
  }
};

/** Takes all of them, one after the other in the order given; none is kept when it is stopped on the way. */
export const leaseAll = async (
  folder: string,
  places: readonly string[],
  run: string,
  say: (text: string) => void,
  stopped: AbortSignal,
): Promise<() => void> => {
  const held: (() => void)[] = [];
  const release = () => {
    for (const one of held.splice(0)) one();
  };
  try {
    for (const place of places) held.push(await take(join(folder, `${place}.lock`), run, say, stopped));
    return release;
  } catch (error) {
    release();
    throw error;
  }
};

export const targetState = (
  { settings, options, spoke, embedded }: Prepared,
  run: string,
  scrub: (text: string) => string,
): TargetState => {
  const { of, shared } = placesOf(settings.file, options.target);
  const folder = embedded ? undefined : writable();
  return {
    journal: openJournal({ folder, run, placeOf: of, scrub }),
    lease: async (say, stopped) =>
      folder === undefined ? () => {} : leaseAll(folder, shared(spoke), run, say, stopped),
  };
};
