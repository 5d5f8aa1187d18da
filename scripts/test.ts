import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ROOT } from "./paths.ts";

const require = createRequire(import.meta.url);

/** The program a package brings, started on our own Node: no shell, so that paths may hold spaces. */
const program = (name: string, bin = name): string => {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin: bins } = require(manifest) as { bin: string | Record<string, string> };
  return join(
    dirname(manifest),
    typeof bins === "string" ? bins : (bins[bin.split("/").at(-1) ?? bin] ?? ""),
  );
};

interface Step {
  readonly title: string;
  readonly args: readonly string[];
}

const given = process.argv.slice(2);
const steps: readonly Step[] =
  given.length > 0
    ? [{ title: "Tests", args: [program("vitest"), "run", ...given] }]
    : [
        { title: "Types (tsc)", args: [program("typescript", "tsc"), "--noEmit"] },
        {
          title: "Format and lint (biome)",
          args: [program("@biomejs/biome", "biome"), "ci", "--error-on-warnings", "."],
        },
        { title: "Unused code (knip)", args: [program("knip")] },
        { title: "Tests (vitest)", args: [program("vitest"), "run"] },
      ];

// All steps run, so that one look shows everything that is wrong.
const failed = steps.filter(({ title, args }) => {
  process.stdout.write(`\n== ${title}\n`);
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
  process.stdout.write(
    `== ${title}: ${status === 0 ? "ok" : "FAILED"}, ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
  );
  return status !== 0;
});
if (failed.length > 0) process.stdout.write(`\nNot green: ${failed.map(({ title }) => title).join(", ")}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
