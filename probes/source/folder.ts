import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { parse } from "node-html-parser";

/** A piece of source that one parser reads; a component's file may hold several. */
export interface Unit {
  readonly file: string;
  /** the name by whose ending the parser knows the language */
  readonly as: string;
  readonly code: string;
  /** lines of the file before it */
  readonly linesBefore: number;
}
export interface Folder {
  readonly units: readonly Unit[];
  readonly files: number;
  readonly tests: number;
  readonly cut: boolean;
}

const MOST_FILES = 5000;
const LARGEST = 2_000_000;
const SCRIPTS = new Set([".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts"]);
const COMPONENTS = new Set([".vue", ".svelte", ".astro", ".html"]);
/** What is made or fetched, and not written by anybody of the team. */
const SKIPPED = new Set(["node_modules", "dist", "build", "out", "coverage", "vendor"]);
const TESTS = /(^|\/)(tests?|__tests__|e2e|specs?|cypress|playwright)\/|\.(test|spec)\.[a-z]+$/i;

/** Scripts of a component's file, in the language that each says it is written in. */
const scriptsIn = (file: string, text: string): Unit[] =>
  parse(text, { blockTextElements: { script: true } })
    .querySelectorAll("script")
    .filter((one) => one.rawText.trim() !== "")
    .map((one) => ({
      file,
      as: one.getAttribute("lang") === "ts" ? "script.ts" : "script.js",
      code: one.rawText,
      linesBefore: text.slice(0, Math.max(0, text.indexOf(one.rawText))).split("\n").length - 1,
    }));

const unitsOf = (file: string, text: string): Unit[] => {
  const ending = extname(file);
  if (COMPONENTS.has(ending)) return scriptsIn(file, text);
  return [{ file, as: file, code: text, linesBefore: 0 }];
};

/** Reads an app's source: scripts, components and SQL. Bounded; links are not followed; tests are counted and left out. */
export const readFolder = (root: string): Folder => {
  const units: Unit[] = [];
  let files = 0;
  let tests = 0;
  let cut = false;
  const open = [root];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name) && !entry.name.startsWith(".")) open.push(path);
        continue;
      }
      const ending = extname(entry.name);
      if (!entry.isFile() || !(SCRIPTS.has(ending) || COMPONENTS.has(ending) || ending === ".sql")) continue;
      const file = relative(root, path).split(sep).join("/");
      if (TESTS.test(file)) {
        tests += 1;
        continue;
      }
      if (files >= MOST_FILES || statSync(path).size > LARGEST) {
        cut = true;
        continue;
      }
      files += 1;
      units.push(...unitsOf(file, readFileSync(path, "utf8")));
    }
  }
  return { units, files, tests, cut };
};
