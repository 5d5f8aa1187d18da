import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { SpokesFile } from "../../core/spokes/schema.ts";
import type { Readiness } from "../../core/verdict.ts";
import { writeWhole } from "../../probes/evidence/disk-store.ts";
import { badgeOf } from "../../reporters/fleet/badge.ts";
import { type Decided, type Fleet, standingsOf } from "../../reporters/fleet/fleet.ts";
import { tellFleet } from "../../reporters/fleet/fleet-page.ts";
import { type Toolbox, wordsOf } from "../run/toolbox.ts";

/** A decision with its report, linked from `outDir`. */
export const decidedAt = (readiness: Readiness, runDir: string, outDir: string): Decided => {
  const report = join(runDir, readiness.spoke, "report.html");
  const link = relative(outDir, report).split(sep).join("/");
  return { readiness, ...(existsSync(report) && { report: link }) };
};

/** Writes the fleet page and a badge for each spoke and target into `outDir`; returns the page's path. */
export const writeFleetPage = (
  file: SpokesFile,
  toolbox: Toolbox,
  decided: readonly Decided[],
  outDir: string,
): string => {
  const fleet: Fleet = {
    members: [
      { id: "hub", name: file.hub.name },
      ...file.spokes.map((spoke) => ({
        id: spoke.id,
        name: spoke.name,
        ...(spoke.kind === "client" && { client: true, pilot: spoke.pilot }),
      })),
    ],
    decided,
    now: new Date().toISOString(),
    freshHours: file.limits.go_hours,
    words: wordsOf(toolbox),
  };
  const page = join(outDir, "index.html");
  writeWhole(page, tellFleet(fleet));
  for (const { id, target, decided: one } of standingsOf(fleet)) {
    const badge = badgeOf(one?.readiness, fleet.now, fleet.freshHours);
    writeWhole(join(outDir, "badges", target || "none", `${id}.json`), badge);
  }
  return page;
};
