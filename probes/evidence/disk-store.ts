import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { open } from "../../core/envelope.ts";
import type { Reader, Sink } from "../../core/store.ts";

/** Writes a file whole or not at all: a reader never sees half of it. */
export const writeWhole = (file: string, text: string | Uint8Array): void => {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, text);
  renameSync(draft, file);
};

const fileOf = (runDir: string, spoke: string, evidence: string): string =>
  join(runDir, spoke, "evidence", `${evidence}.json`);

/** Evidence under `<run>/<spoke>/evidence/<topic.piece>.json`, redacted before it is written. */
export const diskStore = (
  runDir: string,
  scrub: (text: string) => string,
): Sink & { readonly read: Reader } => ({
  write: (envelope) => {
    const text = scrub(`${JSON.stringify(envelope, null, 1)}\n`);
    writeWhole(fileOf(runDir, envelope.spoke, envelope.evidence), text);
  },
  read: (spoke, evidence) => {
    let text: string;
    try {
      text = readFileSync(fileOf(runDir, spoke, evidence), "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
    return open(text);
  },
});
