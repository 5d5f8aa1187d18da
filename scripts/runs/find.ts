import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromCaller, ROOT } from "../paths.ts";
import { UsageError, unknownName } from "../usage-error.ts";
import { type RunRecord, recordOf } from "./kept-run.ts";

export const runsFolder = (written: string | undefined): string =>
  written === undefined ? join(ROOT, "runs") : fromCaller(written);

/** A folder that holds a run, whatever became of it. */
export interface RunFolder {
  readonly folder: string;
  readonly record: RunRecord;
}

const recordIn = (folder: string): RunRecord | undefined => {
  // run.json alone is read: looking at a hundred runs must not read a hundred runs.
  const one = {
    place: folder,
    paths: ["run.json"],
    read: (path: string) => {
      const file = join(folder, path);
      return existsSync(file) ? readFileSync(file) : undefined;
    },
  };
  return recordOf(one);
};

const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));

/** A run of several spokes holds a run of each. */
export const runsIn = (folder: string): RunFolder[] => {
  const record = recordIn(folder);
  if (record) return [{ folder, record }];
  if (!existsSync(join(folder, "run.json"))) return [];
  return foldersIn(folder).flatMap((inner) => {
    const found = recordIn(inner);
    return found ? [{ folder: inner, record: found }] : [];
  });
};

/** Every run in the folder, newest first. */
export const listRuns = (runs: string): RunFolder[] => {
  if (!existsSync(runs)) return [];
  return foldersIn(runs)
    .flatMap(runsIn)
    .sort((a, b) => (a.record.startedAt < b.record.startedAt ? 1 : -1));
};

/** RUN as a person writes it: a folder, a bundle, the id of a run, or `latest`. */
export const runPath = (written: string | undefined, runs: string): string => {
  if (written === undefined) {
    throw new UsageError("Name a run: a folder, a bundle, the id of a run in runs/, or latest.");
  }
  const typed = fromCaller(written);
  if (existsSync(typed)) return typed;
  const inside = join(runs, written);
  if (existsSync(inside)) return inside;
  const ids = listRuns(runs).map(({ record }) => record.run);
  throw ids.length > 0
    ? unknownName("run", written, ids.slice(0, 20))
    : new UsageError(`There is no run "${written}", and ${runs} holds none.`);
};
