import { mayBeAttested, neverWaived } from "../../core/excuses.ts";
import { plain } from "../../core/redact.ts";
import { openToolbox } from "../run/toolbox.ts";
import { openFiles } from "../runs/files.ts";
import { runPath, runsFolder } from "../runs/find.ts";
import { keptRun } from "../runs/kept-run.ts";
import { UsageError, unknownName } from "../usage-error.ts";
import { readArguments, wordsUpTo } from "./arguments.ts";

const USAGE = "npm start -- waive CHECK [--run RUN] [--spoke ID]";
const DAYS = 14;

/** Prints a waiver of a failed check (or an attestation of an unknown one), to be filled in and put into spokes.yaml. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const { values, words } = readArguments(args, {
    run: { type: "string" },
    spoke: { type: "string" },
    runs: { type: "string" },
  });
  const [check] = wordsUpTo(words, 1, USAGE);
  if (check === undefined) throw new UsageError(`Name the check: ${USAGE}`);
  const { readiness } = keptRun(openFiles(runPath(values.run ?? "latest", runsFolder(values.runs))));
  const { checks } = await openToolbox();
  const rows = readiness.verdicts.filter(
    (one) => one.check === check && (values.spoke === undefined || one.spoke === values.spoke),
  );
  const bad =
    rows.find(({ outcome }) => outcome === "fail") ?? rows.find(({ outcome }) => outcome === "unknown");
  if (!bad) {
    if (rows.length > 0) {
      throw new UsageError(`${check} did not fail in run ${readiness.run}: there is nothing to waive.`);
    }
    throw unknownName("check in that run", check, [...new Set(readiness.verdicts.map((one) => one.check))]);
  }
  const pauses = new Set(checks.flatMap(({ id, value }) => (value.pauses ? [id] : [])));
  if (bad.harnessError !== undefined) {
    throw new UsageError(`${check} is an error of the harness itself: it is mended, never waived.`);
  }
  if (bad.outcome === "fail" && neverWaived(check, pauses)) {
    const way = pauses.has(check) ? " Out of PAUSED leads an architecture decision only." : "";
    throw new UsageError(
      `${check} may never be waived: claims, manual settings and secrets are mended.${way}`,
    );
  }
  if (bad.outcome === "unknown" && !mayBeAttested(bad, pauses)) {
    throw new UsageError(
      `${check} is shown by a run, nobody can vouch for it: ${bad.resolvedBy ?? "run again"}.`,
    );
  }
  const day = (after: number) => new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
  const attests = bad.outcome === "unknown";
  const said =
    bad.because ??
    `${bad.at ?? ""}: expected ${JSON.stringify(bad.expected)}, saw ${JSON.stringify(bad.actual)}`;
  process.stdout.write(
    plain(
      [
        `# ${attests ? "attestations" : "waivers"}: in spokes.yaml. Fill in owner, reason and link; the last day is yours to choose.`,
        `# run ${readiness.run}: ${said.replaceAll("\n", " ").slice(0, 300)}`,
        `  - check: ${bad.check}`,
        `    spoke: ${bad.spoke}`,
        `    target: ${readiness.target}`,
        "    owner: ",
        "    reason: ",
        "    link: ",
        ...(attests ? [`    on: "${day(0)}"`] : []),
        `    until: "${day(DAYS)}"`,
        "",
      ].join("\n"),
    ),
  );
  return 0;
};
