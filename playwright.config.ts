import { join } from "node:path";
import { defineConfig } from "@playwright/test";

const runDir = process.env.GATES_RUN_DIR;
if (runDir === undefined) {
  throw new Error(
    "The journeys are started by a run (npm start -- run), which sets GATES_RUN_DIR and GATES_REACH_FILE.",
  );
}

// For the workers, which inherit it: Node reads TypeScript by itself, faster than Playwright's own compiler.
process.env.PW_DISABLE_TS_ESM ??= "1";
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, ".cache/compile");

/**
 * Runs the browser journeys of one run. A journey that meets something wrong records it and stays green: a red test
 * here means an error of the harness. No traces and no videos: they cannot be redacted.
 */
export default defineConfig({
  testDir: "probes/journeys",
  testMatch: "journeys.spec.ts",
  outputDir: join(runDir, ".playwright"),
  preserveOutput: "never",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 90_000,
  reporter: [["./probes/journeys/progress.ts"]],
  use: { trace: "off", video: "off", screenshot: "off" },
});
