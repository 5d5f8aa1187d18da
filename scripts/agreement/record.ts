import { z } from "zod";
import { type Expectations, type RecordedRun, rowName } from "../../core/agreement.ts";
import { openFiles, textOf } from "../runs/files.ts";
import { runPath } from "../runs/find.ts";
import { keptRun } from "../runs/kept-run.ts";
import { UsageError, unknownName } from "../usage-error.ts";

const verdicts = z.array(
  z.looseObject({
    check: z.string(),
    spoke: z.string(),
    outcome: z.enum(["pass", "fail", "unknown", "not-applicable"]),
  }),
);

/** One `SYSTEM=RUN` as it was typed: the run's own verdicts, as they were recorded. Nothing is judged again. */
export const recordRun = (
  written: string,
  { systems }: Expectations,
  runs: string,
): { readonly system: string; readonly run: RecordedRun } => {
  const at = written.indexOf("=");
  if (at < 1)
    throw new UsageError(`${written} names no system: write SYSTEM=RUN, such as supabase-oidc=latest.`);
  const system = written.slice(0, at);
  if (!Object.hasOwn(systems, system)) throw unknownName("system", system, Object.keys(systems));
  const files = openFiles(runPath(written.slice(at + 1), runs));
  const { record, readiness } = keptRun(files);
  const text = textOf(files, `${record.spoke}/verdicts.json`);
  if (text === undefined) throw new UsageError(`${files.place} holds no verdicts of ${record.spoke}.`);
  const found = verdicts.safeParse(JSON.parse(text));
  if (!found.success) throw new UsageError(`The verdicts in ${files.place} are not of this shape.`);
  const rows = found.data.map(({ check, spoke, outcome }) => [rowName(check, spoke), outcome] as const);
  return {
    system,
    run: {
      run: record.run,
      on: record.startedAt.slice(0, 10),
      ruleset: readiness.ruleset,
      decision: readiness.decision,
      rows: Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
};
