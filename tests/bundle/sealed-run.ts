import type { KeyObject } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signStatement } from "../../core/bundle/dsse.ts";
import {
  ATTESTATION,
  MANIFEST,
  type Manifest,
  manifestShape,
  sha256,
  statementOf,
} from "../../core/manifest.ts";
import type { Readiness } from "../../core/verdict.ts";
import { filesInFolder } from "../../scripts/runs/files.ts";
import { gates } from "../support/cli.ts";

/** One real, sealed run, made once and copied for every test that tampers with it. */
export const makeRun = async (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly folder: string; readonly remove: () => void }> => {
  const home = mkdtempSync(join(tmpdir(), "gates sealed "));
  const folder = join(home, "run");
  const { code, stderr } = await gates(["run", ...args, "--out", folder], env);
  if (code === null || code === 2 || code === 70) throw new Error(`the run failed (${code}): ${stderr}`);
  return { folder, remove: () => rmSync(home, { recursive: true, force: true }) };
};

export const copyOf = (folder: string, to: string): string => {
  cpSync(folder, to, { recursive: true });
  return to;
};

export const editText = (file: string, change: (text: string) => string): void => {
  const before = readFileSync(file, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`nothing was changed in ${file}`);
  writeFileSync(file, after);
};

export const flipByte = (file: string): void => {
  const content = readFileSync(file);
  const at = Math.floor(content.length / 2);
  content[at] = (content[at] ?? 0) ^ 1;
  writeFileSync(file, content);
};

/** Seals a folder anew, as somebody would who has a key of their own and wants to be believed. */
export const sealAgain = (folder: string, key: KeyObject, change: Partial<Manifest> = {}): void => {
  const files = filesInFolder(folder);
  const sealed = files.paths.filter((path) => path !== MANIFEST && path !== ATTESTATION);
  const digests = Object.fromEntries(
    sealed.map((path) => [path, sha256(files.read(path) ?? new Uint8Array())]),
  );
  const before = manifestShape.parse(JSON.parse(readFileSync(join(folder, MANIFEST), "utf8")));
  const manifest = { ...before, ...change, files: digests };
  const readiness = JSON.parse(readFileSync(join(folder, "readiness.json"), "utf8")) as Readiness;
  const text = JSON.stringify(manifest);
  writeFileSync(join(folder, MANIFEST), text);
  writeFileSync(
    join(folder, ATTESTATION),
    JSON.stringify(signStatement(statementOf(text, manifest, readiness, false), key)),
  );
};
