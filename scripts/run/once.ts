import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { MANIFEST } from "../../core/manifest.ts";
import type { Report } from "../../core/report.ts";
import { EXIT, type Readiness } from "../../core/verdict.ts";
import { writeWhole } from "../../probes/evidence/disk-store.ts";
import { tellConsole } from "../../reporters/console/tell-console.ts";
import { crashText, scrubCrashesWith } from "../crash.ts";
import type { InForce } from "../runs/in-force.ts";
import { decideRun } from "./conclude.ts";
import { type Gathered, gatherAndJudge, type RunPlace, type Together } from "./execute.ts";
import { makeRunFolder, newRunId, pointLatest } from "./folder.ts";
import { lastScan, watchedTaint } from "./last-scan.ts";
import type { Prepared } from "./prepare.ts";
import { writeReports } from "./reports.ts";
import { keepSettings, sealRun } from "./seal.ts";

const INTERRUPTED = 130;

export const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

export const terminal = (): { readonly colour: boolean; readonly width: number } => ({
  colour: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
  width: process.stdout.columns ?? 100,
});

export const tellInterrupted = (runDir: string): number => {
  process.stderr.write(
    `\nInterrupted. Nothing was decided; what was seen so far is in ${runDir} (interrupted.txt lists what was not done).\n`,
  );
  return INTERRUPTED;
};

/** The first signal stops everything that was started and lets it say what was not done; a second one ends at once. */
export const stopOnSignals = (): { readonly signal: AbortSignal; readonly release: () => void } => {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  return {
    signal: controller.signal,
    release: () => {
      process.off("SIGINT", stop).off("SIGTERM", stop);
    },
  };
};

const recordIn =
  ({ options, spoke }: Prepared, { runDir, runId, startedAt }: RunPlace) =>
  (state: "running" | "complete" | "interrupted"): void =>
    writeWhole(
      `${runDir}/run.json`,
      `${JSON.stringify({ run: runId, spoke: spoke.id, target: options.target, startedAt: startedAt.toISOString(), state, pid: process.pid, world: options.world, faults: options.faults })}\n`,
    );

/** A run that was carried to its end: decided, told, scanned and sealed. */
export interface Concluded {
  readonly readiness: Readiness;
  readonly report: Report;
  readonly decidedMs: number;
  /** why nobody can use it, although it was decided: an error of the harness */
  readonly unusable: string | undefined;
}

/** What a run of several spokes adds to the run of one. */
export interface InFleet {
  readonly together: Together;
  readonly sameRun: (spoke: string) => InForce | undefined;
}

/** One run from the first request to the last report, in its own folder. Throws when `signal` cuts it short. */
export const carryOut = async (
  prepared: Prepared,
  place: RunPlace,
  signal: AbortSignal,
  fleet?: InFleet,
): Promise<Concluded> => {
  const record = recordIn(prepared, place);
  const { toolbox, settings, subjects, spoke, options, plan } = prepared;
  process.stderr.write(
    `Cargo identity gates: ${spoke.name} on target ${options.target}, ${plan.rows.length} checks\n`,
  );
  record("running");
  keepSettings(settings, place.runDir, options.target, spoke.id);
  const { taint, sure } = watchedTaint();
  const { scrub } = taint;
  scrubCrashesWith(scrub);
  const { runDir } = place;
  let gathered: Gathered;
  try {
    gathered = await gatherAndJudge(prepared, place, signal, taint, fleet?.together);
  } catch (error) {
    if (signal.aborted) record("interrupted");
    throw error;
  }
  const { read } = gathered;
  const readiness = decideRun(prepared, gathered, place, fleet?.sameRun);
  const decidedMs = performance.now();
  const telling = { toolbox, settings, subjects, readiness, read, runDir, outDir: runDir, scrub };
  const report = await writeReports(telling);
  // One spoke was gated: its answer is the run's answer.
  writeWhole(`${runDir}/readiness.json`, scrub(`${JSON.stringify(readiness, null, 1)}\n`));
  const shown = await showVerdictTests(runDir);
  const leaked = lastScan(runDir, sure);
  if (leaked.length > 0) {
    // Neither complete nor sealed: whatever was decided, nobody can use it.
    const unusable = `secrets survived the redaction. Keep ${runDir} to yourself, and delete it once it was looked at.\n${leaked.map((one) => `- ${one}`).join("\n")}`;
    return { readiness, report, decidedMs, unusable };
  }
  record("complete");
  // The last files of the run: whatever comes later is written beside it.
  sealRun(prepared, readiness, read, place);
  const unusable = shown === undefined ? undefined : `the verdicts could not be shown as tests: ${shown}`;
  return { readiness, report, decidedMs, unusable };
};

/** Gates one spoke. Returns the exit code of the decision. */
export const runOnce = async (prepared: Prepared): Promise<number> => {
  const startedAt = new Date();
  const runId = newRunId(startedAt);
  const { out, runs } = prepared.options;
  const place: RunPlace = { runId, runDir: makeRunFolder(runId, out, runs), startedAt };
  const { signal, release } = stopOnSignals();
  try {
    const { readiness, report, decidedMs, unusable } = await carryOut(prepared, place, signal);
    if (existsSync(join(place.runDir, MANIFEST))) {
      pointLatest(place.runDir, runs);
      const htmlPath = relative(process.cwd(), `${place.runDir}/${prepared.spoke.id}/report.html`);
      process.stdout.write(tellConsole(report, { ...terminal(), htmlPath }));
      process.stdout.write(
        `\nDecided after ${seconds(decidedMs)}, finished after ${seconds(performance.now())}.\n`,
      );
    }
    if (unusable === undefined) return readiness.exitCode;
    process.stderr.write(`Error of the harness: ${unusable}\n`);
    return EXIT.HARNESS;
  } catch (error) {
    if (!signal.aborted) throw error;
    return tellInterrupted(place.runDir);
  } finally {
    release();
  }
};

/** One Vitest test a verdict, for editors and Allure. The decision stands without it. */
const showVerdictTests = async (runDir: string): Promise<string | undefined> => {
  try {
    const { showVerdicts } = await import("../../reporters/vitest/show.ts");
    const { ok } = await showVerdicts({ runDir, allure: true });
    return ok ? undefined : "a verdict is missing among the tests";
  } catch (error) {
    return crashText(error);
  }
};
