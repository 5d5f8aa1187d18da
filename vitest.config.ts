import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that hold many worlds come first: whoever is left at the end must not be left with a long one. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const long = ({ moduleId }: TestSpecification) => Number(moduleId.includes("/tests/matrix/"));
    return (await super.sort(files)).toSorted((a, b) => long(b) - long(a));
  }
}

/** Packages that ship maps to sources they do not ship would be complained about, file by file. */
const withoutMaps = {
  name: "without-maps",
  enforce: "pre" as const,
  load: (id: string) =>
    /\/@actions\/.*\.js$/.test(id)
      ? { code: readFileSync(id, "utf8").replace(/^\/\/# sourceMappingURL=.*$/m, ""), map: null }
      : undefined,
};

export default defineConfig({
  plugins: [withoutMaps],
  test: {
    // what worlds share (certificates, keys, a database) and what is imported is made once a worker, not once a file
    isolate: false,
    pool: "forks",
    maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
    sequence: { sequencer: LongestFirst },
    // its JSON files are imported without the attribute that Node asks for
    server: { deps: { inline: [/@actions\//] } },
    globalSetup: "tests/support/keep-latest.ts",
    projects: [
      {
        extends: true,
        test: { name: "harness", include: ["tests/**/*.test.ts"], testTimeout: 90_000, maxConcurrency: 3 },
      },
    ],
  },
});
