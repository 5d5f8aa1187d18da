import type { KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { freshKey, readPrivateKey } from "../../core/bundle/keys.ts";
import { UsageError } from "../usage-error.ts";
import type { Settings } from "./settings.ts";

const parse = (written: string, where: string): KeyObject => {
  try {
    return readPrivateKey(written);
  } catch (error) {
    throw new UsageError(`The signing key in ${where} cannot be used: ${(error as Error).message}.`);
  }
};

/** The key that signs runs: from the environment, else from a file, else one that lives for this run alone. */
export const signingKey = ({
  file,
  relative,
}: Pick<Settings, "file" | "relative">): { readonly key: KeyObject; readonly ephemeral: boolean } => {
  const name = file.signing_key.slice("env:".length);
  const given = process.env[name];
  if (given !== undefined && given !== "") {
    return { key: parse(given, `the environment variable ${name}`), ephemeral: false };
  }
  if (file.signing_key_file === undefined) return { key: freshKey(), ephemeral: true };
  const path = relative(file.signing_key_file);
  let written: string;
  try {
    written = readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`The signing key file ${path} cannot be read: ${(error as Error).message}`);
  }
  return { key: parse(written, path), ephemeral: false };
};
