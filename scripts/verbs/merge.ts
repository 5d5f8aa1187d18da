import { join, relative } from "node:path";
import { writeWhole } from "../../probes/evidence/disk-store.ts";
import { tellFleetConsole } from "../../reporters/console/tell-fleet.ts";
import { fleetReadiness } from "../../reporters/fleet/fleet-readiness.ts";
import { fleetSummary } from "../../reporters/fleet/fleet-summary.ts";
import { joinParts, openPart, refuseMixed } from "../fleet/merge.ts";
import { decidedAt, writeFleetPage } from "../fleet/write.ts";
import { makeRunFolder, newRunId } from "../run/folder.ts";
import { terminal } from "../run/once.ts";
import { openToolbox } from "../run/toolbox.ts";
import { runPath, runsFolder, runsIn } from "../runs/find.ts";
import { UsageError } from "../usage-error.ts";
import { readArguments } from "./arguments.ts";

const USAGE = "npm start -- merge RUN RUN ... [--out DIR]";
const pretty = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;

/** Joins the parts of a sharded run into one. Exit code of the worst decision. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const { values, words } = readArguments(args, { out: { type: "string" }, runs: { type: "string" } });
  if (words.length === 0) throw new UsageError(`Name the runs to join: ${USAGE}`);
  const folders = words.flatMap((word) => {
    const found = runsIn(runPath(word, runsFolder(values.runs)));
    if (found.length === 0) throw new UsageError(`${word} holds no run: it has no run.json.`);
    return found.map(({ folder }) => folder);
  });
  const parts = folders.map(openPart);
  refuseMixed(parts);
  const now = new Date();
  const run = newRunId(now);
  const outDir = makeRunFolder(run, values.out, runsFolder(values.runs));
  const toolbox = await openToolbox();
  const { members, decided, file } = joinParts(parts, toolbox, outDir);
  const all = decided.map(({ readiness }) => readiness);
  for (const one of all) writeWhole(join(outDir, "decisions", `${one.spoke}.json`), pretty(one));
  const target = all[0]?.target ?? "";
  const startedAt = all.map((one) => one.startedAt).sort()[0] ?? now.toISOString();
  const last =
    all
      .map((one) => one.decidedAt)
      .sort()
      .at(-1) ?? now.toISOString();
  const fleet = fleetReadiness({ run, target, startedAt, decidedAt: last }, members);
  writeWhole(join(outDir, "readiness.json"), pretty(fleet));
  writeWhole(join(outDir, "github-summary.md"), fleetSummary(fleet));
  const links = decided.map(({ readiness, runDir }) => decidedAt(readiness, runDir, outDir));
  writeFleetPage(file, toolbox, links, outDir);
  writeWhole(
    join(outDir, "run.json"),
    pretty({ run, fleet: all.map(({ spoke }) => spoke), target, startedAt, state: "complete" }),
  );
  const htmlPath = relative(process.cwd(), join(outDir, "index.html"));
  process.stdout.write(tellFleetConsole(fleet, { ...terminal(), htmlPath }));
  return fleet.exitCode;
};
