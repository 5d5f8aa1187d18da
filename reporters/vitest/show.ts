import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { startVitest } from "vitest/node";
import { readRun } from "./read-run.ts";

const ROOT = resolve(import.meta.dirname, "../..");

export interface ShowOptions {
  readonly runDir: string;
  /** also write allure-results into the run folder */
  readonly allure: boolean;
}

/** Quiet: the console has its own way to tell. */
const silent = {};

/**
 * Shows every verdict of a run as a Vitest test, in this process. `ok` says that all of them were shown, not that they
 * are green: that is the decision's business. Leaves the exit code of the process as it was.
 */
export const showVerdicts = async ({ runDir, allure }: ShowOptions): Promise<{ readonly ok: boolean }> => {
  const folder = resolve(runDir);
  const expected = readRun(folder).reduce(
    (sum, one) => sum + one.verdicts.length + (one.readiness ? 1 : 0),
    0,
  );
  const resultsDir = join(folder, "allure-results");
  rmSync(resultsDir, { recursive: true, force: true });
  const exitCode = process.exitCode;
  const vitest = await startVitest(
    "test",
    [],
    {
      config: false,
      root: ROOT,
      include: ["reporters/vitest/gates.test.ts"],
      watch: false,
      pool: "threads",
      isolate: false,
      maxWorkers: 1,
      env: { GATES_RUN_DIR: folder, GATES_ALLURE: allure ? "1" : "" },
      reporters: [
        silent,
        ...(allure ? [["allure-vitest/reporter", { resultsDir, reportMatchers: false }] as const] : []),
      ] as never,
    },
    { logLevel: "silent", cacheDir: join(ROOT, "node_modules/.vite") },
  );
  const tests = vitest.state.getTestModules().flatMap((one) => [...one.children.allTests()]);
  const errors = vitest.state.getUnhandledErrors();
  await vitest.close();
  process.exitCode = exitCode;
  return { ok: tests.length === expected && errors.length === 0 };
};
