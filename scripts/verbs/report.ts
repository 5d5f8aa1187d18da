import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createTaint } from "../../core/redact.ts";
import { judgedWith } from "../../core/subject.ts";
import { fromCaller } from "../paths.ts";
import { writeReports } from "../run/reports.ts";
import { openToolbox } from "../run/toolbox.ts";
import { judgeAsKept } from "../runs/carry-over.ts";
import { openFiles } from "../runs/files.ts";
import { runPath, runsFolder } from "../runs/find.ts";
import { keptRun } from "../runs/kept-run.ts";
import { UsageError } from "../usage-error.ts";
import { readArguments, wordsUpTo } from "./arguments.ts";

const USAGE = "npm start -- report RUN [--out DIR] [--show-personal]";

/** Tells a run's reports again, with the reporters of today. The run folder itself stays as it was sealed. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const { values, words } = readArguments(args, {
    out: { type: "string" },
    runs: { type: "string" },
    "show-personal": { type: "boolean" },
  });
  const [run] = wordsUpTo(words, 1, USAGE);
  const runs = runsFolder(values.runs);
  const path = runPath(run, runs);
  const kept = keptRun(openFiles(path));
  const { readiness, settings } = kept;
  const personal = values["show-personal"] ?? false;
  // Apart from what may be shown to others.
  const name = personal ? `${readiness.run}-personal` : readiness.run;
  const outDir = values.out === undefined ? join(runs, "reports", name) : fromCaller(values.out);
  if (values.out !== undefined && existsSync(outDir) && readdirSync(outDir).length > 0) {
    throw new UsageError(`--out "${values.out}" is not empty: name a new folder.`);
  }
  const toolbox = await openToolbox();
  const { read } = judgeAsKept(kept, toolbox);
  await writeReports({
    toolbox,
    settings,
    subjects: judgedWith(settings.subjects(readiness.target), readiness.spoke),
    readiness,
    read,
    runDir: path,
    outDir,
    scrub: createTaint().scrub,
    personal,
  });
  process.stdout.write(`${join(outDir, readiness.spoke, "report.html")}\n`);
  return 0;
};
