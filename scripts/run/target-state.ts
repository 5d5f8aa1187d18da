import { accessSync, constants, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { addressOf } from "../../core/doors.ts";
import { sha256 } from "../../core/manifest.ts";
import { isAlive, type Journal, openJournal } from "../../probes/evidence/effects.ts";
import { ROOT } from "../paths.ts";
import type { Prepared } from "./prepare.ts";

/** What the harness changes at a live target outlives its process: it is written down, for the next run. */
export interface TargetState {
  readonly journal: Journal;
  /** Waits until no other run of this machine changes the same target, then holds it until released. */
  readonly lease: (say: (text: string) => void, stopped: AbortSignal) => Promise<() => void>;
}

/** What runs have made at targets and not undone. */
const UNDO = join(ROOT, ".cache/undo");
const PAUSE_MS = 250;

/** The target's name, and the hub as it is dialled: other settings may call another hub by the same name. */
const keyOf = ({ settings, options }: Prepared): string => {
  const { public_url } = settings.file.hub;
  const resolve = settings.file.targets[options.target]?.resolve ?? {};
  const dialled = addressOf(resolve, new URL(public_url).hostname, 443);
  return `${options.target} ${sha256(JSON.stringify([public_url, dialled ?? null])).slice(0, 16)}`;
};

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

export const targetState = (
  prepared: Prepared,
  run: string,
  scrub: (text: string) => string,
): TargetState => {
  const target = keyOf(prepared);
  const folder = prepared.embedded ? undefined : writable();
  const journal = openJournal({ folder, run, target, scrub });
  const lease: TargetState["lease"] = async (say, stopped) => {
    if (folder === undefined) return () => {};
    const file = join(folder, `${sha256(target).slice(0, 16)}.lock`);
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
        if (!told) say(`waiting for run ${holder?.run ?? "?"}, which changes the same target`);
        told = true;
        await wait(PAUSE_MS, undefined, { signal: stopped });
      }
    }
  };
  return { journal, lease };
};
