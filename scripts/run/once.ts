import { relative } from "node:path";
import { EXIT } from "../../core/verdict.ts";
import { diskStore, writeWhole } from "../../probes/evidence/disk-store.ts";
import { tellConsole } from "../../reporters/console/tell-console.ts";
import { decideRun } from "./conclude.ts";
import { gatherAndJudge, type RunPlace } from "./execute.ts";
import { makeRunFolder, newRunId, pointLatest } from "./folder.ts";
import { lastScan, watchedTaint } from "./last-scan.ts";
import type { Prepared } from "./prepare.ts";
import { writeReports } from "./reports.ts";
import { keepSettings, sealRun } from "./seal.ts";

const INTERRUPTED = 130;

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** The first signal stops everything that was started and lets it say what was not done; a second one ends at once. */
const stopOnSignals = (): { readonly signal: AbortSignal; readonly release: () => void } => {
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

/** One run from the first request to the last report. */
export const runOnce = async (prepared: Prepared): Promise<number> => {
  const startedAt = new Date();
  const runId = newRunId(startedAt);
  const place: RunPlace = { runId, runDir: makeRunFolder(runId, prepared.options.out), startedAt };
  const record = (state: "running" | "complete" | "interrupted") =>
    writeWhole(
      `${place.runDir}/run.json`,
      `${JSON.stringify({ run: runId, spoke: prepared.spoke.id, target: prepared.options.target, startedAt: startedAt.toISOString(), state, pid: process.pid, world: prepared.options.world, faults: prepared.options.faults })}\n`,
    );
  const { signal, release } = stopOnSignals();
  process.stderr.write(
    `Cargo identity gates: ${prepared.spoke.name} on target ${prepared.options.target}, ${prepared.plan.rows.length} checks\n`,
  );
  try {
    record("running");
    keepSettings(prepared.settings, place.runDir);
    return await conclude(prepared, place, signal, () => record("complete"));
  } catch (error) {
    if (!signal.aborted) throw error;
    record("interrupted");
    process.stderr.write(
      `\nInterrupted. Nothing was decided; what was seen so far is in ${place.runDir} (interrupted.txt lists what was not done).\n`,
    );
    return INTERRUPTED;
  } finally {
    release();
  }
};

const conclude = async (
  prepared: Prepared,
  place: RunPlace,
  signal: AbortSignal,
  completed: () => void,
): Promise<number> => {
  const { taint, sure } = watchedTaint();
  const gathered = await gatherAndJudge(prepared, place, signal, taint);
  const { scrub } = taint;
  const { read } = diskStore(place.runDir, scrub);
  const readiness = decideRun(prepared, gathered, read, place);
  const decidedMs = performance.now();
  const { toolbox, settings, subjects } = prepared;
  const { runDir } = place;
  const telling = { toolbox, settings, subjects, readiness, read, runDir, outDir: runDir, scrub };
  const report = await writeReports(telling);
  // One spoke was gated: its answer is the run's answer.
  writeWhole(`${place.runDir}/readiness.json`, scrub(`${JSON.stringify(readiness, null, 1)}\n`));
  const shown = await showVerdictTests(place.runDir);
  const leaked = lastScan(runDir, sure);
  if (leaked.length > 0) {
    // Neither complete nor sealed: whatever was decided, nobody can use it.
    process.stderr.write(
      `Error of the harness: secrets survived the redaction. Keep ${runDir} to yourself, and delete it once it was looked at.\n${leaked.map((one) => `- ${one}\n`).join("")}`,
    );
    return EXIT.HARNESS;
  }
  completed();
  // The last files of the run: whatever comes later is written beside it.
  sealRun(prepared, readiness, read, place);
  pointLatest(place.runDir);
  const htmlPath = relative(process.cwd(), `${place.runDir}/${prepared.spoke.id}/report.html`);
  process.stdout.write(
    tellConsole(report, {
      colour: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
      width: process.stdout.columns ?? 100,
      htmlPath,
    }),
  );
  process.stdout.write(
    `\nDecided after ${seconds(decidedMs)}, finished after ${seconds(performance.now())}.\n`,
  );
  if (shown !== undefined) {
    process.stderr.write(`Error of the harness: the verdicts could not be shown as tests: ${shown}\n`);
    return EXIT.HARNESS;
  }
  return readiness.exitCode;
};

/** One Vitest test a verdict, for editors and Allure. The decision stands without it. */
const showVerdictTests = async (runDir: string): Promise<string | undefined> => {
  try {
    const { showVerdicts } = await import("../../reporters/vitest/show.ts");
    const { ok } = await showVerdicts({ runDir, allure: true });
    return ok ? undefined : "a verdict is missing among the tests";
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
};
