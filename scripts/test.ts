import { spawnSync } from "node:child_process";
import { ROOT } from "./paths.ts";
import { programOf } from "./programs.ts";

interface Step {
  readonly title: string;
  readonly args: readonly string[];
}

const given = process.argv.slice(2);
const steps: readonly Step[] =
  given.length > 0
    ? [{ title: "Tests", args: [programOf("vitest"), "run", ...given] }]
    : [
        { title: "Types (tsc)", args: [programOf("typescript", "tsc"), "--noEmit"] },
        {
          title: "Format and lint (biome)",
          args: [programOf("@biomejs/biome", "biome"), "ci", "--error-on-warnings", "."],
        },
        { title: "Unused code (knip)", args: [programOf("knip")] },
        { title: "Tests (vitest)", args: [programOf("vitest"), "run"] },
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
