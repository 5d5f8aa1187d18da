import { openEnvelope } from "../../core/bundle/dsse.ts";
import { envelope } from "../../core/envelope.ts";
import {
  ATTESTATION,
  MANIFEST,
  type Manifest,
  manifestShape,
  type Statement,
  sha256,
  statementShape,
} from "../../core/manifest.ts";
import { type RunFiles, textOf } from "./files.ts";

/** Whether a run is still as it was sealed, and by whom. */
export interface Integrity {
  /** sentences; empty when nothing was touched */
  readonly problems: readonly string[];
  readonly manifest?: Manifest;
  readonly statement?: Statement;
  /** thumbprints of the keys that signed it */
  readonly keys: readonly string[];
}

/** What the files are, compared with what the manifest says of them. Sentences; empty when all is as sealed. */
const tampering = (
  stated: Readonly<Record<string, string>>,
  found: Readonly<Record<string, string>>,
): string[] => {
  const said: string[] = [];
  for (const [path, digest] of Object.entries(stated)) {
    if (!Object.hasOwn(found, path)) said.push(`${path} was removed`);
    else if (found[path] !== digest) said.push(`${path} was changed`);
  }
  for (const path of Object.keys(found)) if (!Object.hasOwn(stated, path)) said.push(`${path} was added`);
  return said;
};

const MOST_SAID = 10;

const sealedFiles = (files: RunFiles): Record<string, string> =>
  Object.fromEntries(
    files.paths
      .filter((path) => path !== MANIFEST && path !== ATTESTATION)
      .map((path) => [path, sha256(files.read(path) ?? new Uint8Array())]),
  );

const EVIDENCE = /^([^/]+)\/evidence\/(.+)\.json$/;

/** Evidence names its spoke and its moment: swapped or borrowed files give themselves away, whoever signed them. */
const misplaced = (files: RunFiles, { startedAt, sealedAt }: Manifest): string[] =>
  files.paths.flatMap((path) => {
    const [, spoke, name] = EVIDENCE.exec(path) ?? [];
    if (spoke === undefined) return [];
    let inner: ReturnType<typeof envelope.safeParse>;
    try {
      inner = envelope.safeParse(JSON.parse(textOf(files, path) ?? ""));
    } catch {
      return [`${path} is not JSON`];
    }
    if (!inner.success) return [`${path} is no evidence`];
    const { spoke: at, evidence, seenAt } = inner.data;
    if (at !== spoke || evidence !== name)
      return [`${path} holds ${evidence} of ${at}: it was put in another's place`];
    const moment = Date.parse(seenAt);
    return moment >= Date.parse(startedAt) - 1000 && moment <= Date.parse(sealedAt) + 1000
      ? []
      : [`${path} was seen at ${seenAt}, outside this run`];
  });

const shortened = (all: readonly string[]): string[] =>
  all.length <= MOST_SAID ? [...all] : [...all.slice(0, MOST_SAID), `and ${all.length - MOST_SAID} more`];

const read = <T>(text: string | undefined, parse: (value: unknown) => T | undefined): T | undefined => {
  try {
    return text === undefined ? undefined : parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

/** Signature, digest of the manifest, digest of every file, place and time of every piece of evidence. */
export const inspect = (files: RunFiles): Integrity => {
  const bad = (...problems: string[]): Integrity => ({ problems, keys: [] });
  const signed = textOf(files, ATTESTATION);
  const manifestText = textOf(files, MANIFEST);
  if (manifestText === undefined) return bad("it was never sealed: it has no manifest.json");
  if (signed === undefined) return bad("it was never signed: it has no attestation.json");
  const opened = openEnvelope(signed);
  if (!opened.ok) return bad(opened.because);
  const statement = statementShape.safeParse(opened.statement);
  if (!statement.success) return bad("the signed statement has an unexpected shape");
  const manifest = read(manifestText, (value) => manifestShape.safeParse(value).data);
  if (!manifest) return bad("manifest.json was changed: it cannot be read");
  const subject = statement.data.subject.find(({ name }) => name === MANIFEST);
  const problems = [
    ...(subject?.digest.sha256 === sha256(manifestText)
      ? []
      : ["manifest.json was changed: it is not the one that was signed"]),
    ...tampering(manifest.files, sealedFiles(files)),
    ...misplaced(files, manifest),
  ];
  return { problems: shortened(problems), manifest, statement: statement.data, keys: opened.keys };
};
