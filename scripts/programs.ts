import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./paths.ts";

/** The script file of a program that a package brings, to be started on our own Node: no shell, so paths may hold spaces. */
export const programOf = (packageName: string, program = packageName): string => {
  const folder = join(ROOT, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    bin: string | Record<string, string>;
  };
  const file = typeof bin === "string" ? bin : bin[program];
  if (file === undefined) throw new Error(`${packageName} brings no program ${program}`);
  return join(folder, file);
};
