import { randomBytes } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fromCaller } from "../paths.ts";
import { UsageError } from "../usage-error.ts";

/** Sorts by time, unique without asking anybody: 20261122-141503-9f2c. */
export const newRunId = (now: Date): string =>
  `${now.toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-")}-${randomBytes(2).toString("hex")}`;

/** Node says of a folder on a read-only disk that it does not exist: the nearest one that does knows better. */
const whyNot = (folder: string, error: Error): string => {
  let parent = dirname(folder);
  while (!existsSync(parent) && dirname(parent) !== parent) parent = dirname(parent);
  try {
    accessSync(parent, constants.W_OK);
    return error.message;
  } catch (closed) {
    const readOnly = (closed as NodeJS.ErrnoException).code === "EROFS";
    return `${parent} ${readOnly ? "lies on a read-only disk" : "may not be written into"}. Choose another folder with --out.`;
  }
};

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
    throw new UsageError(`The run folder ${folder} cannot be made: ${whyNot(folder, error as Error)}`);
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
