import { defineConfig } from "vitest/config";

/** Shows the verdicts of a run as tests: GATES_RUN_DIR=runs/latest vitest run --config vitest.gates.config.ts */
export default defineConfig({
  test: {
    name: "gates",
    include: ["reporters/vitest/gates.test.ts"],
    pool: "threads",
    isolate: false,
    maxWorkers: 1,
    // The default reporter folds a green file away, and with it what was set aside and why.
    reporters: ["verbose"],
  },
});
