import { plain } from "../../core/redact.ts";
import { RULESET } from "../run/ruleset.ts";
import { judgedIn, openToolbox } from "../run/toolbox.ts";
import { judgeAsKept } from "../runs/carry-over.ts";
import { openFiles } from "../runs/files.ts";
import { runPath, runsFolder } from "../runs/find.ts";
import { keptRun } from "../runs/kept-run.ts";
import { changesOf } from "../runs/rejudge.ts";
import { readArguments, wordsUpTo } from "./arguments.ts";

/** Judges a run's evidence with today's checks. 0: every verdict is what it was. 1: some are not, and why. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const { values, words } = readArguments(args, { runs: { type: "string" } });
  const [run] = wordsUpTo(words, 1, "npm start -- judge RUN");
  const kept = keptRun(openFiles(runPath(run, runsFolder(values.runs))));
  const toolbox = await openToolbox();
  const { verdicts } = judgeAsKept(kept, toolbox);
  const { readiness } = kept;
  const changes = changesOf(readiness.verdicts.filter(judgedIn(toolbox)), verdicts, readiness.ruleset);
  const head = `Run ${readiness.run} (${readiness.spoke}, ${readiness.target}) judged again with ruleset ${RULESET}: ${verdicts.length} verdicts, ${changes.length === 0 ? "all as they were" : `${changes.length} changed`}.`;
  const lines = changes.map(
    ({ check, spoke, was, is, why }) =>
      `  ${check} (${spoke}): ${was === is ? was : `${was} -> ${is}`}; ${why}`,
  );
  process.stdout.write(plain([head, ...lines, ""].join("\n")));
  return changes.length === 0 ? 0 : 1;
};
