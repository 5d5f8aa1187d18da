import { readdirSync, readFileSync } from "node:fs";

/** Processes that carry this mark in their environment: everything that a run started, whatever became of its parent. */
export const marked = (mark: string): readonly { readonly pid: number; readonly command: string }[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        if (!readFileSync(`/proc/${name}/environ`, "utf8").includes(mark)) return [];
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        // a zombie has no command line any more
        return command === "" ? [] : [{ pid: Number(name), command }];
      } catch {
        return []; // it ended while it was looked at, or is another user's
      }
    });
