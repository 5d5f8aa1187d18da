import { UsageError } from "../usage-error.ts";
import { filesInFolder, openFiles, type RunFiles } from "./files.ts";
import { listRuns, runPath } from "./find.ts";
import { inspect } from "./integrity.ts";
import { type KeptRun, keptRun, type RunRecord } from "./kept-run.ts";

export interface Wanted {
  readonly spoke: string;
  readonly target: string;
  readonly runs: string;
  /** as a person named it; without one, the newest that can be decided on */
  readonly run: string | undefined;
}

/** The run to decide on, and what was passed over to come to it. */
export interface Chosen {
  readonly kept: KeptRun | undefined;
  readonly passedOver: readonly string[];
}

/** Why nothing can be decided on this run; undefined when it can. */
const unfit = (files: RunFiles): { readonly because: string; readonly touched: boolean } | undefined => {
  const { problems, manifest } = inspect(files);
  if (problems.length > 0 || !manifest) {
    return { because: problems.join("; ") || "it has no manifest", touched: true };
  }
  return manifest.partial ? { because: "it looked at a part only", touched: false } : undefined;
};

const madeWrong = ({ world, faults }: RunRecord): boolean =>
  faults.length > 0 || (world ?? "healthy") !== "healthy";

const named = ({ spoke, target, runs, run }: Wanted): KeptRun => {
  const files = openFiles(runPath(run, runs));
  const kept = keptRun(files);
  const refused = unfit(files);
  if (refused) throw new UsageError(`Nothing can be decided on ${files.place}: ${refused.because}.`);
  if (kept.readiness.spoke !== spoke || kept.readiness.target !== target) {
    throw new UsageError(
      `${files.place} is a run of ${kept.readiness.spoke} on ${kept.readiness.target}, not of ${spoke} on ${target}: name it with --spoke and --target.`,
    );
  }
  return kept;
};

/** The named run, or the newest that is complete, whole, not partial and not in a federation made wrong on purpose. */
export const chooseRun = (wanted: Wanted): Chosen => {
  if (wanted.run !== undefined) return { kept: named(wanted), passedOver: [] };
  const passedOver: string[] = [];
  const mine = listRuns(wanted.runs).filter(
    ({ record }) => record.spoke === wanted.spoke && record.target === wanted.target,
  );
  for (const { folder, record } of mine) {
    if (madeWrong(record)) continue;
    if (record.state !== "complete") {
      passedOver.push(
        `run ${record.run} is not complete (${record.state === "running" ? "still running, or killed" : record.state})`,
      );
      continue;
    }
    const files = filesInFolder(folder);
    const refused = unfit(files);
    if (!refused) return { kept: keptRun(files), passedOver };
    passedOver.push(`run ${record.run} cannot be used: ${refused.because}`);
    // It may have been the NO-GO that somebody wants to be rid of: an older run does not take its place.
    if (refused.touched) return { kept: undefined, passedOver };
  }
  return { kept: undefined, passedOver };
};
