import { globSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import { writeWhole } from "../evidence/disk-store.ts";

const GRACE_MS = 3000;

type State = "started" | "ended";

/** Which journey of which spoke a test runs: its title is `<spoke> <journey>`. */
const send = (test: TestCase, state: State): void => {
  const [spoke, journey] = test.title.split(" ");
  if (process.connected) process.send?.({ journey, spoke, state });
};

/** Every worker left an index of its own pictures; the run has one. */
const gatherShots = (runDir: string): void => {
  const found = globSync("*/journeys/*.shots.json", { cwd: runDir }).sort();
  const bySpoke = Map.groupBy(found, (file) => dirname(file));
  for (const [folder, files] of bySpoke) {
    const shots = files.flatMap((file) => JSON.parse(readFileSync(join(runDir, file), "utf8")) as object[]);
    writeWhole(join(runDir, folder, "screenshots.json"), `${JSON.stringify(shots, null, 1)}\n`);
    for (const file of files) rmSync(join(runDir, file));
  }
};

/** The run is gone: nobody will read what the browsers see. Playwright closes them on SIGINT; one that hangs is ended hard. */
const leave = (): void => {
  process.kill(process.pid, "SIGINT");
  setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE_MS).unref();
};

/** Tells the run over IPC which journeys have begun and ended, and on stderr what broke in the harness itself. */
export default class Progress implements Reporter {
  onBegin(): void {
    // a run may be killed while Playwright still loads: then nobody tells us any more
    if (process.connected === false) leave();
    else process.once("disconnect", leave);
  }
  onTestBegin(test: TestCase): void {
    send(test, "started");
  }
  onTestEnd(test: TestCase, result: TestResult): void {
    send(test, "ended");
    for (const { message, stack } of result.errors)
      process.stderr.write(`${test.title}: ${stack ?? message ?? ""}\n`);
  }
  onError(error: { readonly message?: string; readonly stack?: string }): void {
    process.stderr.write(`${error.stack ?? error.message ?? "the browser runner failed"}\n`);
  }
  onStdErr(chunk: string | Buffer): void {
    process.stderr.write(chunk);
  }
  onEnd(): void {
    const runDir = process.env.GATES_RUN_DIR;
    if (runDir !== undefined) gatherShots(runDir);
  }
  printsToStdio(): boolean {
    return true;
  }
}
