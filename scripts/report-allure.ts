import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { EXIT } from "../core/verdict.ts";
import { writeWhole } from "../probes/evidence/disk-store.ts";
import { stripTracking } from "../reporters/vitest/strip-tracking.ts";
import { fromCaller, ROOT } from "./paths.ts";
import { programOf } from "./programs.ts";

/** Makes the Allure report of a run (default: the newest), without the tracking script that Allure puts into it. */
const runDir = process.argv[2] === undefined ? join(ROOT, "runs/latest") : fromCaller(process.argv[2]);
const results = join(runDir, "allure-results");
if (existsSync(results)) {
  // Beside the run: a sealed run folder is never written into.
  const real = realpathSync(runDir);
  const out = join(dirname(real), "reports", basename(real), "allure-report");
  rmSync(out, { recursive: true, force: true });
  const { status } = spawnSync(process.execPath, [programOf("allure"), "generate", results, "-o", out], {
    cwd: ROOT,
    stdio: "inherit",
  });
  if (status === 0) {
    const page = join(out, "index.html");
    writeWhole(page, stripTracking(readFileSync(page, "utf8")));
    process.stdout.write(`${page}\n`);
  } else process.exitCode = EXIT.HARNESS;
} else {
  process.stderr.write(`${runDir} holds no Allure results: run  npm start  first, or name a run folder.\n`);
  process.exitCode = EXIT.USAGE;
}
