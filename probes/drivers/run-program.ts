import { spawn } from "node:child_process";
import type { Ran } from "../../core/doors.ts";
import { plain } from "../../core/redact.ts";

/** What a program says last is what matters. More is heard than kept, so that no secret is cut before it is known. */
const KEPT = 4096;
const HEARD = 8 * KEPT;

export interface Running {
  readonly folder: string;
  readonly timeoutMs: number;
  readonly scrub: (text: string) => string;
}

/** Runs a program without a shell, with the harness's own environment, and waits for its end or the time-out. */
export const runProgram = (
  [program = "", ...args]: readonly string[],
  { folder, timeoutMs, scrub }: Running,
): Promise<Ran> =>
  new Promise((resolve) => {
    const from = performance.now();
    let said = "";
    const end = (exit: number | undefined, why = ""): void =>
      resolve({
        exit,
        said: scrub(plain(`${said}${why}`)).slice(-KEPT),
        ms: Math.round(performance.now() - from),
      });
    const child = spawn(program, args, {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: timeoutMs,
      killSignal: "SIGKILL",
    });
    const hear = (chunk: Buffer): void => {
      said = (said + chunk).slice(-HEARD);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", (error) => end(undefined, error.message));
    child.once("close", (code, signal) =>
      code === null ? end(undefined, `\nended by ${signal} after ${timeoutMs} ms`) : end(code),
    );
  });
