import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { discover } from "../../core/discover.ts";
import type { Report, Reporter } from "../../core/report.ts";

/** Writes a report as a run would, and gives back the run folder. */
export const writeRun = async (report: Report): Promise<string> => {
  const runDir = mkdtempSync(join(tmpdir(), "gates-run-"));
  const folder = join(runDir, report.readiness.spoke);
  mkdirSync(folder);
  for (const { value } of await discover<Reporter>(
    join(import.meta.dirname, "../../reporters"),
    "reporter",
  )) {
    writeFileSync(join(folder, value.file), value.tell(report));
  }
  const judged = report.readiness.verdicts.filter(({ gate }) => gate !== 4);
  writeFileSync(join(folder, "verdicts.json"), JSON.stringify(judged));
  return runDir;
};
