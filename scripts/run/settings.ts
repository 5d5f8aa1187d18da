import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Contract } from "../../core/contract.ts";
import { CONTRACT_FILES, loadContract } from "../../core/contract-load.ts";
import { NotGiven } from "../../core/doors.ts";
import { digestOf } from "../../core/spokes/digest.ts";
import { loadSpokesFile, tellErrors } from "../../core/spokes/load.ts";
import type { SpokesFile } from "../../core/spokes/schema.ts";
import { resolveSubjects } from "../../core/spokes/subjects.ts";
import type { Subject } from "../../core/subject.ts";
import { fromCaller, ROOT } from "../paths.ts";
import { UsageError } from "../usage-error.ts";

/** spokes.yaml and the contract, read and checked. */
export interface Settings {
  /** absolute path of the spokes file */
  readonly path: string;
  readonly file: SpokesFile;
  readonly contract: Contract;
  /** sha256 over the settings and the contract, hex */
  readonly digest: string;
  /** the same, read again: a file that changed under a run must not be decided on */
  readonly digestNow: () => string;
  readonly subjects: (target: string) => Subject[];
  /** a path in the spokes file is relative to it */
  readonly relative: (path: string) => string;
  /** the secret behind `env:NAME` */
  readonly secret: (ref: string) => string;
}

const readText = (path: string, what: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`${what} ${path} cannot be read: ${(error as NodeJS.ErrnoException).message}`);
  }
};

const read = (path: string): { file: SpokesFile; contract: Contract } => {
  const text = readText(path, "The spokes file");
  const first = loadSpokesFile(text, path);
  if (!first.ok) throw new UsageError(tellErrors(first.errors));
  const folder = first.file.contract ? resolve(dirname(path), first.file.contract) : join(ROOT, "contract");
  const contract = loadContract(
    Object.fromEntries(
      Object.values(CONTRACT_FILES).map((name) => [
        name,
        readText(join(folder, name), "The contract's file"),
      ]),
    ),
    folder,
  );
  if (!contract.ok) throw new UsageError(tellErrors(contract.errors));
  const users = contract.contract.users.map(({ id }) => id);
  const loaded = loadSpokesFile(text, path, { users });
  if (!loaded.ok) throw new UsageError(tellErrors(loaded.errors));
  return { file: loaded.file, contract: contract.contract };
};

/** The value behind `env:NAME`. Throws NotGiven, which a probe turns into missing evidence. */
export const secretFromEnvironment = (ref: string): string => {
  const name = ref.slice("env:".length);
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new NotGiven(`the secret ${ref} was not given`, `set the environment variable ${name}`);
  }
  return value;
};

export const readSettings = (spokes: string | undefined): Settings => {
  const path = spokes === undefined ? join(ROOT, "spokes.yaml") : fromCaller(spokes);
  const { file, contract } = read(path);
  return {
    path,
    file,
    contract,
    digest: digestOf({ file, contract: contract.digest }),
    digestNow: () => {
      const now = read(path);
      return digestOf({ file: now.file, contract: now.contract.digest });
    },
    subjects: (target) => resolveSubjects(file, contract, target),
    relative: (written) => resolve(dirname(path), written),
    secret: secretFromEnvironment,
  };
};
