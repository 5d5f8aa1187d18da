import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../core/manifest.ts";
import { ROOT } from "../paths.ts";

/** Version of the checks and the contract. Raised, with a line in CHANGELOG.md, by every change that can alter a verdict. */
export const RULESET = "2026.11.2";

/** sha256, hex, over all code that judges: two runs with the same digest were judged by the same rules, to the byte. */
export const rulesDigest = (): string =>
  sha256(
    globSync("{core,gates}/**/*.ts", { cwd: ROOT })
      .map((path) => path.replaceAll("\\", "/"))
      .sort()
      .map((path) => `${sha256(readFileSync(join(ROOT, path)))}  ${path}\n`)
      .join(""),
  );
