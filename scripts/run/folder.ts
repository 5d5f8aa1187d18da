import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fromCaller } from "../paths.ts";
import { UsageError } from "../usage-error.ts";

/** Sorts by time, unique without asking anybody: 20261122-141503-9f2c. */
export const newRunId = (now: Date): string =>
  `${now.toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-")}-${randomBytes(2).toString("hex")}`;

/** Makes the folder a run writes into. Evidence is never written over: a folder in use is refused. */
export const makeRunFolder = (runId: string, out: string | undefined, runs: string): string => {
  const folder = out === undefined ? join(runs, runId) : fromCaller(out);
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new UsageError(`--out "${out}" is a file: name a folder.`);
    if (readdirSync(folder).length > 0) {
      throw new UsageError(
        `--out "${out}" is not empty. A run never writes over evidence: name a new folder.`,
      );
    }
  }
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(`The run folder ${folder} cannot be made: ${(error as Error).message}`);
  }
  return folder;
};

/** Points `latest` in the folder of runs at the run, by rename, so that it never points nowhere. */
export const pointLatest = (folder: string, runs: string): void => {
  mkdirSync(runs, { recursive: true });
  const latest = join(runs, "latest");
  const draft = join(runs, `.latest-${process.pid}`);
  const goal = dirname(folder) === runs ? basename(folder) : relative(runs, folder);
  rmSync(draft, { force: true });
  symlinkSync(goal, draft, "junction");
  renameSync(draft, latest);
};
