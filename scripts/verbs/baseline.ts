import type { Answer } from "../../core/evidence/piece.ts";
import { MANIFEST, sha256 } from "../../core/manifest.ts";
import { digestOf } from "../../core/spokes/digest.ts";
import { writeWhole } from "../../probes/evidence/disk-store.ts";
import { readSettings } from "../run/settings.ts";
import type { Baseline } from "../runs/baseline.ts";
import { openFiles } from "../runs/files.ts";
import { runPath, runsFolder } from "../runs/find.ts";
import { inspect } from "../runs/integrity.ts";
import { keptRun } from "../runs/kept-run.ts";
import { recordsFile } from "../runs/records.ts";
import { summaryOf } from "../runs/summary.ts";
import { UsageError } from "../usage-error.ts";
import { readArguments, wordsUpTo } from "./arguments.ts";

const USAGE = "npm start -- baseline approve RUN --by WHO --why WHY";

/** Makes a run the reference for "unchanged": who approved it and why stands in a file beside spokes.yaml. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const { values, words } = readArguments(args, {
    spokes: { type: "string" },
    by: { type: "string" },
    why: { type: "string" },
    runs: { type: "string" },
  });
  const [approve, run] = wordsUpTo(words, 2, USAGE);
  if (approve !== "approve") throw new UsageError(`Say what to do with the baseline: ${USAGE}`);
  if (!values.by || !values.why)
    throw new UsageError(`A baseline needs somebody who answers for it: ${USAGE}`);
  const files = openFiles(runPath(run, runsFolder(values.runs)));
  const kept = keptRun(files);
  const { problems, manifest } = inspect(files);
  if (!manifest || problems.length > 0 || manifest.partial) {
    const because = problems[0] ?? (manifest ? "it looked at a part only" : "it has no manifest");
    throw new UsageError(`${files.place} cannot be the baseline: ${because}.`);
  }
  if (manifest.faults.length > 0 || (manifest.world ?? "healthy") !== "healthy") {
    throw new UsageError(`${files.place} cannot be the baseline: its federation was made wrong on purpose.`);
  }
  const found = kept.read("hub", "discovery.public");
  const document = found?.is === "seen" ? (found.value as Answer).json : undefined;
  const issuer = (document as { issuer?: unknown } | undefined)?.issuer;
  const file = recordsFile(readSettings(values.spokes), manifest.target, manifest.spoke, "baseline");
  const summary = summaryOf(kept);
  const baseline: Baseline = {
    schema: "cargo-gates/baseline/1",
    spoke: manifest.spoke,
    target: manifest.target,
    run: manifest.run,
    decision: manifest.decision,
    approvedAt: new Date().toISOString(),
    approvedBy: values.by,
    why: values.why,
    manifest: sha256(files.read(MANIFEST) ?? ""),
    issuer: typeof issuer === "string" ? issuer : null,
    hub: manifest.hub,
    summary,
    digest: digestOf(summary),
  };
  writeWhole(file, `${JSON.stringify(baseline, null, 2)}\n`);
  const { approvedAt, approvedBy, why } = baseline;
  process.stdout.write(
    [
      `Run ${manifest.run} is the baseline of ${manifest.spoke} on ${manifest.target}:`,
      `  ${file}`,
      "Commit it. For the rows that hold the issuer to it, put this into spokes.yaml, under targets, and run again:",
      `  ${manifest.target}:`,
      "    baseline:",
      `      issuer: ${JSON.stringify(baseline.issuer ?? "")}`,
      `      approved_by: ${JSON.stringify(approvedBy)}`,
      `      why: ${JSON.stringify(why)}`,
      `      on: "${approvedAt.slice(0, 10)}"`,
      "",
    ].join("\n"),
  );
  return 0;
};
