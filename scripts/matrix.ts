import { spawnSync } from "node:child_process";
import { ROOT } from "./paths.ts";
import { programOf } from "./programs.ts";

/** The fault matrix alone; with --full, every world runs everything. Other words narrow by test name. */
const given = process.argv.slice(2);
const names = given.filter((word) => word !== "--full");
const { status } = spawnSync(
  process.execPath,
  [programOf("vitest"), "run", "tests/matrix", ...(names.length > 0 ? ["-t", names.join(" ")] : [])],
  {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, ...(given.includes("--full") && { GATES_MATRIX: "full" }) },
  },
);
process.exitCode = status ?? 1;
