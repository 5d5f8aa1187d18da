import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Contract } from "../../core/contract.ts";
import { CONTRACT_FILES, loadContract } from "../../core/contract-load.ts";
import { NotGiven } from "../../core/doors.ts";
import { digestOf } from "../../core/spokes/digest.ts";
import { loadSpokesFile, tellErrors } from "../../core/spokes/load.ts";
import type { SpokesFile } from "../../core/spokes/schema.ts";
import { resolveSubjects, secretRefs } from "../../core/spokes/subjects.ts";
import { judgedWith, type Subject } from "../../core/subject.ts";
import { fromCaller, ROOT } from "../paths.ts";
import { UsageError } from "../usage-error.ts";
import { readDotEnv, readSecretFiles } from "./secret-files.ts";

/** spokes.yaml and the contract, read and checked. */
export interface Settings {
  /** absolute path of the spokes file */
  readonly path: string;
  readonly file: SpokesFile;
  readonly contract: Contract;
  /** the files as they were read: kept in the run, so that it can be judged again elsewhere */
  readonly texts: SettingsTexts;
  /** sha256, hex, of all that a verdict on this spoke rests on: spoke, hub, target, contract; no waivers and the like */
  readonly digest: (spoke: string, target: string) => string;
  /** the same, read again: a file that changed under a run must not be decided on */
  readonly digestNow: (spoke: string, target: string) => string;
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

/** spokes.yaml and the contract's files by name, as text. */
export interface SettingsTexts {
  readonly spokes: string;
  readonly contract: Readonly<Record<string, string>>;
}

interface Parsed {
  readonly file: SpokesFile;
  readonly contract: Contract;
}

const parse = (
  path: string,
  text: string,
  folder: string,
  contractTexts: Readonly<Record<string, string>>,
): Parsed => {
  const contract = loadContract(contractTexts, folder);
  if (!contract.ok) throw new UsageError(tellErrors(contract.errors));
  const people = contract.contract.users;
  const loaded = loadSpokesFile(text, path, {
    users: people.map(({ id }) => id),
    organisations: Object.fromEntries(
      people.map(({ id, organisations }) => [id, Object.keys(organisations)]),
    ),
  });
  if (!loaded.ok) throw new UsageError(tellErrors(loaded.errors));
  return { file: loaded.file, contract: contract.contract };
};

const read = (path: string): Parsed & { readonly texts: SettingsTexts } => {
  const spokes = readText(path, "The spokes file");
  const first = loadSpokesFile(spokes, path);
  if (!first.ok) throw new UsageError(tellErrors(first.errors));
  const folder = first.file.contract ? resolve(dirname(path), first.file.contract) : join(ROOT, "contract");
  const contract = Object.fromEntries(
    Object.values(CONTRACT_FILES).map((name) => [name, readText(join(folder, name), "The contract's file")]),
  );
  return { ...parse(path, spokes, folder, contract), texts: { spokes, contract } };
};

/** All that a verdict on this spoke rests on. What only excuses or signs is left out: it may change afterwards. */
const digestFor = ({ file, contract }: Parsed, spoke: string, target: string): string => {
  const { temporary: _excuses, ...reached } = file.targets[target] ?? { temporary: [] };
  const subjects = judgedWith(resolveSubjects(file, contract, target), spoke);
  return digestOf({ subjects, reached });
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

const settingsOf = (path: string, parsed: Parsed, texts: SettingsTexts): Settings => ({
  path,
  file: parsed.file,
  contract: parsed.contract,
  texts,
  digest: (spoke, target) => digestFor(parsed, spoke, target),
  digestNow: (spoke, target) => digestFor(read(path), spoke, target),
  subjects: (target) => resolveSubjects(parsed.file, parsed.contract, target),
  relative: (written) => resolve(dirname(path), written),
  secret: secretFromEnvironment,
});

export const readSettings = (spokes: string | undefined): Settings => {
  const path = spokes === undefined ? join(ROOT, "spokes.yaml") : fromCaller(spokes);
  const { texts, ...parsed } = read(path);
  readDotEnv(path, process.env);
  const everywhere = [...Object.keys(parsed.file.targets)].flatMap((target) =>
    resolveSubjects(parsed.file, parsed.contract, target),
  );
  readSecretFiles(secretRefs(parsed.file, parsed.contract, everywhere), process.env);
  return settingsOf(path, parsed, texts);
};

/** The same settings with this edit of spokes.yaml, and with it again whenever the file is read again. */
export const editedSettings = ({ path, texts }: Settings, edit: (spokes: string) => string): Settings => {
  const edited = (all: SettingsTexts): SettingsTexts => ({ ...all, spokes: edit(all.spokes) });
  const parsed = (all: SettingsTexts): Parsed => parse(path, edited(all).spokes, path, all.contract);
  return {
    ...settingsOf(path, parsed(texts), edited(texts)),
    digestNow: (spoke, target) => digestFor(parsed(read(path).texts), spoke, target),
  };
};

/** Settings as the run in `place` kept them; what was approved beside them lies there too. */
export const keptSettings = (texts: SettingsTexts, place: string): Settings => {
  const path = join(place, "settings", "spokes.yaml");
  return settingsOf(path, parse(path, texts.spokes, join(place, "settings/contract"), texts.contract), texts);
};
