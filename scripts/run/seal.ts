import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { signStatement } from "../../core/bundle/dsse.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import { ATTESTATION, MANIFEST, type Manifest, sha256, statementOf } from "../../core/manifest.ts";
import { digestOf } from "../../core/spokes/digest.ts";
import type { Reader } from "../../core/store.ts";
import type { Readiness } from "../../core/verdict.ts";
import { writeWhole } from "../../probes/evidence/disk-store.ts";
import { ROOT } from "../paths.ts";
import { filesInFolder } from "../runs/files.ts";
import { RECORDS, recordsFile } from "../runs/records.ts";
import type { RunPlace } from "./execute.ts";
import type { Prepared } from "./prepare.ts";
import { rulesDigest } from "./ruleset.ts";
import type { Settings } from "./settings.ts";
import { signingKey } from "./signing-key.ts";

/** Settings of a run stand in its own folder, so that it can be judged again on another machine. */
export const SETTINGS = "settings";

/**
 * Keeps spokes.yaml, the contract and what was approved for the spoke in the run: secrets are not in them, only the
 * names of variables.
 */
export const keepSettings = (settings: Settings, runDir: string, target: string, spoke: string): void => {
  const { spokes, contract } = settings.texts;
  writeWhole(join(runDir, SETTINGS, "spokes.yaml"), spokes);
  for (const [name, text] of Object.entries(contract)) {
    writeWhole(join(runDir, SETTINGS, "contract", name), text);
  }
  for (const what of RECORDS) {
    const file = recordsFile(settings, target, spoke, what);
    if (!existsSync(file)) continue;
    const kept = relative(dirname(settings.path), file);
    writeWhole(join(runDir, SETTINGS, kept), readFileSync(file, "utf8"));
  }
};

const HUB = ["discovery.public", "discovery.backend", "jwks.public", "jwks.backend"] as const;

const answersOf = (read: Reader): readonly (readonly [string, Answer])[] =>
  HUB.flatMap((name) => {
    const found = read("hub", name);
    return found?.is === "seen" ? [[name, found.value as Answer] as const] : [];
  });

/** Date headers have whole seconds, so half of one is taken off: what is left is the clocks' difference. */
const clockOffset = (answers: readonly (readonly [string, Answer])[]): number | undefined => {
  for (const [, { headers, seenAt }] of answers) {
    const theirs = Date.parse(headers?.date ?? "");
    const ours = Date.parse(seenAt ?? "");
    if (Number.isFinite(theirs) && Number.isFinite(ours)) return theirs + 500 - ours;
  }
  return undefined;
};

const lockDigest = (): string | undefined => {
  try {
    return sha256(readFileSync(join(ROOT, "package-lock.json")));
  } catch {
    return undefined;
  }
};

/** Writes the manifest and its signed statement: from then on nothing is written into the run folder. */
export const sealRun = (prepared: Prepared, readiness: Readiness, read: Reader, place: RunPlace): void => {
  const { runDir } = place;
  const files = filesInFolder(runDir);
  const digests = Object.fromEntries(
    files.paths.map((path) => [path, sha256(files.read(path) ?? new Uint8Array())]),
  );
  const answers = answersOf(read);
  const offset = clockOffset(answers);
  const lock = lockDigest();
  const { world, faults } = prepared.options;
  const manifest: Manifest = {
    schema: "cargo-gates/manifest/1",
    run: readiness.run,
    spoke: readiness.spoke,
    target: readiness.target,
    decision: readiness.decision,
    exitCode: readiness.exitCode,
    partial: readiness.scope.partial,
    ...(world !== undefined && { world }),
    faults: [...faults],
    startedAt: readiness.startedAt,
    decidedAt: readiness.decidedAt,
    sealedAt: new Date().toISOString(),
    ruleset: readiness.ruleset,
    harness: { ...readiness.harness, ...(lock !== undefined && { lock }), rules: rulesDigest() },
    settings: {
      judged: readiness.settingsDigest,
      file: digests[`${SETTINGS}/spokes.yaml`] ?? "",
      contract: { ...readiness.contract },
    },
    hub: Object.fromEntries(answers.map(([name, { json }]) => [name, digestOf(json)])),
    ...(offset !== undefined && { clockOffsetMs: offset }),
    files: digests,
  };
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  const { key, ephemeral } = signingKey(prepared.settings);
  const envelope = signStatement(statementOf(text, manifest, readiness, ephemeral), key);
  writeWhole(join(runDir, MANIFEST), text);
  writeWhole(join(runDir, ATTESTATION), `${JSON.stringify(envelope, null, 1)}\n`);
};
