import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseEnv } from "node:util";
import type { SecretRef } from "../../core/spokes/subjects.ts";
import { UsageError } from "../usage-error.ts";

type Environment = Record<string, string | undefined>;

/** Reads `.env` beside the spokes file. What the environment gives already stands above it. */
export const readDotEnv = (spokesFile: string, env: Environment): void => {
  const file = join(dirname(spokesFile), ".env");
  if (!existsSync(file)) return;
  let found: NodeJS.Dict<string>;
  try {
    found = parseEnv(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
  for (const [name, value] of Object.entries(found)) env[name] ??= value;
};

/**
 * `NAME_FILE` names a file that holds the secret NAME, as container platforms hand them in. One line break at its end is
 * no part of the secret.
 */
export const readSecretFiles = (refs: readonly SecretRef[], env: Environment): void => {
  for (const { name, purpose } of refs) {
    const file = env[`${name}_FILE`];
    if (file === undefined || file === "" || env[name] !== undefined) continue;
    try {
      env[name] = readFileSync(file, "utf8").replace(/\r?\n$/, "");
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? "error";
      throw new UsageError(
        `${name}_FILE names "${file}" for the ${purpose}, which cannot be read (${code}): name a file that holds the secret alone.`,
      );
    }
  }
};
