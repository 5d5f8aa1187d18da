import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readiness } from "../../core/verdict.ts";
import { ROOT } from "../../scripts/paths.ts";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command line as a person would, on this Node. */
export const startGates = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  // INIT_CWD is npm's: inherited, it would make relative paths those of whoever runs the tests.
  const { INIT_CWD: _caller, ...inherited } = process.env;
  const child: ChildProcess = spawn(process.execPath, [join(ROOT, "scripts/gates.ts"), ...args], {
    cwd: ROOT,
    env: { ...inherited, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      printed[name] += text;
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...printed }));
  });
  return { child, ended, printed };
};

export const gates = (args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended> =>
  startGates(args, env).ended;

/** A folder of this test's own, gone with it. */
export const inFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), "gates test "));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const readinessIn = (folder: string): Readiness =>
  JSON.parse(readFileSync(join(folder, "readiness.json"), "utf8"));
