import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { EXIT } from "../core/verdict.ts";
import { writeWhole } from "../probes/evidence/disk-store.ts";
import { stripTracking } from "../reporters/vitest/strip-tracking.ts";
import { type AllureRun, allureConfig, runsOfAllure } from "./allure/config.ts";
import { fromCaller, ROOT } from "./paths.ts";
import { programOf } from "./programs.ts";
import { UsageError } from "./usage-error.ts";
import { readArguments, wordsUpTo } from "./verbs/arguments.ts";

const USAGE = "npm run report:allure -- [RUN] [--history FILE]";

/** Where the history of a target's nights is kept when nobody says where: beside the reports, not in a sealed run. */
const historyOf = (reports: string, [first]: readonly AllureRun[]): string =>
  join(reports, `allure-history-${first?.target ?? "none"}.jsonl`);

/** Makes the Allure report of a run of one spoke or of several; returns the path of its page. */
const generate = (runDir: string, history: string | undefined): string => {
  const runs = runsOfAllure(runDir);
  if (runs.length === 0) {
    throw new UsageError(`${runDir} holds no Allure results: run  npm start  first, or name a run folder.`);
  }
  // Beside the run: a sealed run folder is never written into.
  const real = realpathSync(runDir);
  const reports = join(dirname(real), "reports");
  const out = join(reports, basename(real), "allure-report");
  const config = join(reports, basename(real), "allurerc.json");
  rmSync(out, { recursive: true, force: true });
  writeWhole(
    config,
    `${JSON.stringify(allureConfig(runs, out, history ?? historyOf(reports, runs)), null, 1)}\n`,
  );
  const results = runs.map((run) => run.results);
  const program = [programOf("allure"), "generate", ...results, "--config", config, "--output", out];
  const { status } = spawnSync(process.execPath, program, { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) throw new Error(`allure ended with exit code ${status}`);
  const page = join(out, "index.html");
  // Allure puts a tracking script into it: nothing of a run is told to anybody.
  writeWhole(page, stripTracking(readFileSync(page, "utf8")));
  return page;
};

try {
  const { values, words } = readArguments(process.argv.slice(2), { history: { type: "string" } });
  const [run] = wordsUpTo(words, 1, USAGE);
  const runDir = run === undefined ? join(ROOT, "runs/latest") : fromCaller(run);
  if (!existsSync(runDir)) throw new UsageError(`There is no run ${runDir}: ${USAGE}`);
  const history = values.history === undefined ? undefined : fromCaller(values.history);
  process.stdout.write(`${generate(runDir, history)}\n`);
} catch (error) {
  const usage = error instanceof UsageError;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = usage ? EXIT.USAGE : EXIT.HARNESS;
}
