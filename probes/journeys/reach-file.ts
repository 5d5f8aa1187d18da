import { readFileSync } from "node:fs";
import type { Reach } from "../../core/doors.ts";

const LIMIT_MS = 55_000;

/** How the run reaches its target, once it knows: the file appears whole, by rename. */
export const untilReachable = async (file: string): Promise<Reach> => {
  const end = performance.now() + LIMIT_MS;
  for (;;) {
    try {
      const read = JSON.parse(readFileSync(file, "utf8")) as Reach & { readonly aborted?: string };
      if (read.aborted !== undefined) throw new Error(`the run was ended: ${read.aborted}`);
      return read;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
    if (performance.now() > end) throw new Error(`${file} did not appear within ${LIMIT_MS / 1000} s`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
};
