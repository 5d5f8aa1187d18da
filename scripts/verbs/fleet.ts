import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readiness } from "../../core/verdict.ts";
import type { Decided } from "../../reporters/fleet/fleet.ts";
import { decidedAt, writeFleetPage } from "../fleet/write.ts";
import { fromCaller } from "../paths.ts";
import { readSettings } from "../run/settings.ts";
import { openToolbox } from "../run/toolbox.ts";
import { listRuns, runsFolder } from "../runs/find.ts";
import { readArguments, wordsUpTo } from "./arguments.ts";

const USAGE = "npm start -- fleet [--out DIR] [--runs DIR] [--spokes FILE]";

const decidedIn = (folder: string, outDir: string): Decided[] => {
  const file = join(folder, "readiness.json");
  if (!existsSync(file)) return [];
  return [decidedAt(JSON.parse(readFileSync(file, "utf8")) as Readiness, folder, outDir)];
};

/** Writes one page about every spoke on every target, from the newest complete runs, and a badge for each. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const { values, words } = readArguments(args, {
    out: { type: "string" },
    runs: { type: "string" },
    spokes: { type: "string" },
  });
  wordsUpTo(words, 0, USAGE);
  const { file } = readSettings(values.spokes);
  const runs = runsFolder(values.runs);
  const outDir = values.out === undefined ? join(runs, "fleet") : fromCaller(values.out);
  const complete = listRuns(runs).filter(({ record }) => record.state === "complete");
  const decided = complete.flatMap(({ folder }) => decidedIn(folder, outDir));
  process.stdout.write(`${writeFleetPage(file, await openToolbox(), decided, outDir)}\n`);
  return 0;
};
