import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { GatherTask } from "../../core/plan.ts";
import { writeWhole } from "../../probes/evidence/disk-store.ts";
import { ROOT } from "../paths.ts";

/** What the runner says while it works, over IPC. */
interface Progress {
  readonly journey: string;
  readonly spoke: string;
  readonly state: "started" | "ended";
}

export interface Journeys {
  /** errors of our own: a red Playwright test, a runner that died */
  readonly done: Promise<readonly string[]>;
  readonly stop: () => void;
}

/** Longest that browsers may take before the run goes on without them. */
const LIMIT_MS = 100_000;

const isProgress = (message: unknown): message is Progress =>
  typeof message === "object" && message !== null && "journey" in message && "state" in message;

/** Starts Playwright Test first of all: it loads while the rest of the run is prepared (design: Who runs what). */
export const startJourneys = (options: {
  readonly runDir: string;
  readonly reachFile: string;
  readonly spokesFile: string;
  readonly target: string;
  readonly tasks: readonly GatherTask[];
  readonly onProgress: (progress: Progress) => void;
}): Journeys | undefined => {
  const journeys = options.tasks
    .filter(({ by }) => by === "journey")
    .map(({ spoke, gatherer }) => ({ spoke, journey: gatherer }));
  if (journeys.length === 0) return undefined;
  writeWhole(
    join(options.runDir, "gather.json"),
    `${JSON.stringify({ journeys, spokesFile: options.spokesFile, target: options.target })}\n`,
  );
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  const child = fork(cli, ["test", "--config", join(ROOT, "playwright.config.ts")], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      ...process.env,
      GATES_RUN_DIR: options.runDir,
      GATES_REACH_FILE: options.reachFile,
    },
  });
  return { done: outcome(child, options.onProgress), stop: () => stopChild(child) };
};

const stopChild = (child: ChildProcess): void => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  // Playwright closes its browsers on SIGINT; one that hangs is ended hard.
  child.kill("SIGINT");
  setTimeout(() => child.kill("SIGKILL"), 3000).unref();
};

const outcome = async (
  child: ChildProcess,
  onProgress: (progress: Progress) => void,
): Promise<readonly string[]> => {
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  }
  child.on("message", (message) => {
    if (isProgress(message)) onProgress(message);
  });
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    stopChild(child);
  }, LIMIT_MS);
  const code = await new Promise<number | null>((resolve) => {
    child.on("error", () => resolve(null));
    child.on("exit", (status) => resolve(status));
  });
  clearTimeout(limit);
  if (code === 0) return [];
  if (late) return [`the browser journeys were stopped after ${LIMIT_MS / 1000} s`];
  return [`the browser journeys ended with exit code ${code}: ${printed.join("").trim().slice(-4000)}`];
};
