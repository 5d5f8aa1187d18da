import { spawn } from "node:child_process";
import { ROOT } from "../paths.ts";

export interface Timed {
  /** milliseconds from the start of the process to its end */
  readonly ms: number;
  readonly stdout: string;
}

/**
 * Runs this Node with these arguments, as a person's command would be run.
 * @throws when it ends with another exit code than the given ones, with what it said.
 */
export const timed = (
  args: readonly string[],
  codes: readonly number[] = [0],
  more: Readonly<Record<string, string>> = {},
): Promise<Timed> => {
  const { INIT_CWD: _caller, ...env } = process.env;
  const { promise, resolve, reject } = Promise.withResolvers<Timed>();
  const from = performance.now();
  const child = spawn(process.execPath, [...args], {
    cwd: ROOT,
    env: { ...env, NO_COLOR: "1", ...more },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  child.on("error", reject);
  child.on("close", (code) => {
    if (code !== null && codes.includes(code)) resolve({ ms: performance.now() - from, stdout });
    else reject(new Error(`node ${args.join(" ")} ended with exit code ${code}:\n${said}${stdout}`.trim()));
  });
  return promise;
};
