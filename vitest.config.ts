import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // by itself Vitest leaves one core free, which on a machine with two is half of it
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: "harness",
          include: ["tests/**/*.test.ts"],
          pool: "forks",
          testTimeout: 40_000,
          maxConcurrency: 6,
          globalSetup: "tests/support/keep-latest.ts",
        },
      },
    ],
  },
});
