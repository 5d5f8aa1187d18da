import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
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
