import { existsSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Readiness } from "../../core/verdict.ts";
import { writeWhole } from "../../probes/evidence/disk-store.ts";
import { badgeOf } from "../../reporters/fleet/badge.ts";
import { type Decided, type Fleet, standingsOf } from "../../reporters/fleet/fleet.ts";
import { tellFleet } from "../../reporters/fleet/fleet-page.ts";
import { fromCaller } from "../paths.ts";
import { readSettings } from "../run/settings.ts";
import { openToolbox, wordsOf } from "../run/toolbox.ts";
import { listRuns, runsFolder } from "../runs/find.ts";
import { readArguments, wordsUpTo } from "./arguments.ts";

const USAGE = "npm start -- fleet [--out DIR] [--runs DIR] [--spokes FILE]";

const decidedIn = (folder: string, outDir: string): Decided[] => {
  const file = join(folder, "readiness.json");
  if (!existsSync(file)) return [];
  const readiness = JSON.parse(readFileSync(file, "utf8")) as Readiness;
  const report = join(folder, readiness.spoke, "report.html");
  const link = relative(outDir, report).split(sep).join("/");
  return [{ readiness, ...(existsSync(report) && { report: link }) }];
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
  const fleet: Fleet = {
    members: file.spokes.map((spoke) => ({
      id: spoke.id,
      name: spoke.name,
      ...(spoke.kind === "client" && spoke.pilot && { pilot: true }),
    })),
    decided: complete.flatMap(({ folder }) => decidedIn(folder, outDir)),
    now: new Date().toISOString(),
    freshHours: file.limits.go_hours,
    words: wordsOf(await openToolbox()),
  };
  const page = join(outDir, "index.html");
  writeWhole(page, tellFleet(fleet));
  for (const { id, target, decided } of standingsOf(fleet)) {
    const badge = badgeOf(decided?.readiness, fleet.now, fleet.freshHours);
    writeWhole(join(outDir, "badges", target || "none", `${id}.json`), badge);
  }
  process.stdout.write(`${page}\n`);
  return 0;
};
