import { plain } from "../../core/redact.ts";
import { compareRuns } from "../runs/compare.ts";
import { openFiles } from "../runs/files.ts";
import { runPath, runsFolder } from "../runs/find.ts";
import { keptRun } from "../runs/kept-run.ts";
import { UsageError } from "../usage-error.ts";
import { readArguments, wordsUpTo } from "./arguments.ts";

const USAGE = "npm start -- diff RUN RUN";

/** What changed from one run to the other. 0: nothing that matters. 1: something, and what. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const { values, words } = readArguments(args, { runs: { type: "string" } });
  const [one, other] = wordsUpTo(words, 2, USAGE);
  if (other === undefined) throw new UsageError(`Name two runs: ${USAGE}`);
  const runs = runsFolder(values.runs);
  const [a, b] = [keptRun(openFiles(runPath(one, runs))), keptRun(openFiles(runPath(other, runs)))];
  const about = ({ readiness }: typeof a) => `${readiness.run} (${readiness.spoke}, ${readiness.target})`;
  const sections = compareRuns(a, b);
  const lines = sections.flatMap(({ title, lines: inner }) => [title, ...inner.map((line) => `  ${line}`)]);
  process.stdout.write(
    plain(
      [`From ${about(a)} to ${about(b)}:`, ...(lines.length > 0 ? lines : ["nothing changed"]), ""].join(
        "\n",
      ),
    ),
  );
  return sections.length === 0 ? 0 : 1;
};
