import { plain } from "../../core/redact.ts";
import { compareFleets } from "../fleet/compare.ts";
import { keptFleet } from "../fleet/kept-fleet.ts";
import { compareSummaries, type Section, sectionsOf } from "../runs/compare.ts";
import { openFiles } from "../runs/files.ts";
import { runPath, runsFolder } from "../runs/find.ts";
import { keptRun } from "../runs/kept-run.ts";
import { summaryOf } from "../runs/summary.ts";
import { UsageError } from "../usage-error.ts";
import { readArguments, wordsUpTo } from "./arguments.ts";

const USAGE = "npm start -- diff RUN RUN [--decisions]";

interface Compared {
  readonly from: string;
  readonly to: string;
  readonly sections: readonly Section[];
}

const compare = (one: string, other: string, decisionsOnly: boolean): Compared => {
  const [was, is] = [keptFleet(one), keptFleet(other)];
  if (was && is) {
    const about = ({ fleet }: typeof was) => `${fleet.run} (${fleet.spokes.length} spokes, ${fleet.target})`;
    return { from: about(was), to: about(is), sections: compareFleets(was, is, decisionsOnly) };
  }
  if (was || is) {
    throw new UsageError(
      `${was ? one : other} is a run of several spokes, ${was ? other : one} is one of a single spoke: name two of a kind.`,
    );
  }
  const [a, b] = [keptRun(openFiles(one)), keptRun(openFiles(other))];
  const about = ({ readiness }: typeof a) => `${readiness.run} (${readiness.spoke}, ${readiness.target})`;
  const changes = compareSummaries(summaryOf(a), summaryOf(b));
  const told = decisionsOnly ? changes.filter(({ kind }) => kind === "decision") : changes;
  return { from: about(a), to: about(b), sections: sectionsOf(told) };
};

/** What changed from one run to the other, of one spoke or of several. 0: nothing that matters. 1: something, and what. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const { values, words } = readArguments(args, {
    runs: { type: "string" },
    decisions: { type: "boolean" },
  });
  const [one, other] = wordsUpTo(words, 2, USAGE);
  if (one === undefined || other === undefined) throw new UsageError(`Name two runs: ${USAGE}`);
  const runs = runsFolder(values.runs);
  const { from, to, sections } = compare(runPath(one, runs), runPath(other, runs), values.decisions ?? false);
  const lines = sections.flatMap(({ title, lines: inner }) => [title, ...inner.map((line) => `  ${line}`)]);
  process.stdout.write(
    plain([`From ${from} to ${to}:`, ...(lines.length > 0 ? lines : ["nothing changed"]), ""].join("\n")),
  );
  return sections.length === 0 ? 0 : 1;
};
