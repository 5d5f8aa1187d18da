import { createHash } from "node:crypto";
import { z } from "zod";
import type { Readiness } from "./verdict.ts";

/** Names inside a run folder that are written last; the manifest names every other file. */
export const MANIFEST = "manifest.json";
export const ATTESTATION = "attestation.json";

const strings = z.record(z.string(), z.string());

/** manifest.json: every file of a run and what the run was made with. Digests are sha256, hex. */
export const manifestShape = z.strictObject({
  schema: z.literal("cargo-gates/manifest/1"),
  run: z.string(),
  spoke: z.string(),
  target: z.string(),
  decision: z.enum(["GO", "NO-GO", "PAUSED", "UNKNOWN", "HELD"]).nullable(),
  /** 0 is a GO without an error of the harness itself */
  exitCode: z.int(),
  partial: z.boolean(),
  /** target local: what was wrong with the federation on purpose */
  world: z.string().optional(),
  faults: z.array(z.string()),
  startedAt: z.string(),
  decidedAt: z.string(),
  sealedAt: z.string(),
  ruleset: z.string(),
  harness: z.strictObject({
    version: z.string(),
    node: z.string(),
    lock: z.string().optional(),
    /** over all code that judges */
    rules: z.string(),
  }),
  settings: z.strictObject({
    /** what was judged: spoke, hub, target and contract, without waivers and the like */
    judged: z.string(),
    /** spokes.yaml as it stood, byte for byte */
    file: z.string(),
    contract: z.strictObject({ version: z.string(), digest: z.string() }),
  }),
  /** digests of what the hub said: canonical JSON of discovery and JWKS, by evidence name; absent when not seen */
  hub: strings,
  /** milliseconds that the hub's clock was ahead of ours, by its Date header (whole seconds) */
  clockOffsetMs: z.number().optional(),
  /** path in the run folder to sha256 */
  files: strings,
});
export type Manifest = z.infer<typeof manifestShape>;

export const sha256 = (content: Uint8Array | string): string =>
  createHash("sha256").update(content).digest("hex");

const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
const PREDICATE_TYPE = "https://in-toto.io/attestation/test-result/v0.1";

export const statementShape = z.looseObject({
  _type: z.literal(STATEMENT_TYPE),
  subject: z.array(z.looseObject({ name: z.string(), digest: z.looseObject({ sha256: z.string() }) })).min(1),
  predicateType: z.literal(PREDICATE_TYPE),
  predicate: z.looseObject({
    result: z.enum(["PASSED", "WARNED", "FAILED"]),
    signing: z.looseObject({ ephemeral: z.boolean(), note: z.string().optional() }),
    sealedAt: z.string(),
  }),
});
export type Statement = z.infer<typeof statementShape>;

const RESULT = {
  GO: "PASSED",
  HELD: "WARNED",
  "NO-GO": "FAILED",
  PAUSED: "FAILED",
  UNKNOWN: "FAILED",
} as const;

/** An in-toto statement with a test-result predicate: what was tested, what came of it, by which digest. */
export const statementOf = (
  manifestText: string,
  manifest: Manifest,
  { verdicts }: Pick<Readiness, "verdicts">,
  ephemeral: boolean,
): Statement => {
  const named = (outcome: string) =>
    verdicts.filter((one) => one.outcome === outcome).map(({ spoke, check }) => `${spoke} ${check}`);
  return {
    _type: STATEMENT_TYPE,
    subject: [{ name: MANIFEST, digest: { sha256: sha256(manifestText) } }],
    predicateType: PREDICATE_TYPE,
    predicate: {
      result: manifest.decision === null ? "WARNED" : RESULT[manifest.decision],
      configuration: [
        { name: "settings/spokes.yaml", digest: { sha256: manifest.settings.file } },
        { name: "contract", digest: { sha256: manifest.settings.contract.digest } },
      ],
      passedTests: named("pass"),
      warnedTests: [...named("unknown"), ...named("not-applicable")],
      failedTests: named("fail"),
      run: manifest.run,
      spoke: manifest.spoke,
      target: manifest.target,
      decision: manifest.decision,
      sealedAt: manifest.sealedAt,
      signing: {
        ephemeral,
        ...(ephemeral && {
          note: "signed with a key of this run alone: it proves that nothing was changed since, not who ran it",
        }),
      },
    },
  };
};
