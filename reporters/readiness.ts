import { z } from "zod";
import type { Report } from "../core/report.ts";
import type { Readiness } from "../core/verdict.ts";

const outcome = z.enum(["pass", "fail", "unknown", "not-applicable"]);
const gateNumber = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
const strings = z.array(z.string()).readonly();

const cause = z.union([
  z.object({ evidence: z.string(), because: z.string() }).readonly(),
  z.object({ control: z.string(), because: z.string() }).readonly(),
  z.object({ check: z.string() }).readonly(),
  z.object({ threw: z.string() }).readonly(),
]);

const carried = z.object({ run: z.string(), target: z.string() }).readonly();

const oneCase = z
  .object({
    name: z.string(),
    outcome: z.enum(["pass", "fail", "unknown"]),
    at: z.string().optional(),
    expected: z.unknown().optional(),
    actual: z.unknown().optional(),
    because: z.string().optional(),
    exchanges: strings.optional(),
  })
  .readonly();

const verdict = z
  .object({
    spoke: z.string(),
    check: z.string().meta({ description: "<gate>/<slug>" }),
    gate: gateNumber,
    level: z.enum(["required", "advisory"]),
    outcome,
    note: z.string().optional().meta({ description: "where it was looked at, when not where it should be" }),
    at: z.string().optional().meta({ description: "fail: where it was seen" }),
    expected: z
      .unknown()
      .optional()
      .meta({ description: "fail: what should be there; absent when nothing should" }),
    actual: z.unknown().optional().meta({ description: "fail: what is there; absent when nothing is" }),
    exchanges: strings.optional(),
    cases: z.array(oneCase).readonly().optional(),
    because: z.string().optional().meta({ description: "unknown, not-applicable: why" }),
    resolvedBy: z.string().optional().meta({ description: "unknown: what would settle it" }),
    cause: z.array(cause).readonly().optional(),
    harnessError: z.string().optional(),
    seenAt: z.string().optional(),
    carried: carried.optional().meta({ description: "shown on another target, in that run" }),
  })
  .readonly();

const gate = z
  .object({
    gate: gateNumber,
    name: z.enum(["Endpoints", "Provider compatibility", "Claims", "Readiness"]),
    status: z.enum(["passed", "passed-with-fallback", "paused", "failed", "unknown", "held", "not-run"]),
    blockedBy: strings,
    counts: z.record(outcome, z.int()).readonly(),
  })
  .readonly();

const checklistItem = z
  .object({
    text: z.string(),
    state: z.enum(["proven", "failed", "unknown", "attested"]),
    checks: strings,
    question: z.string().optional(),
    because: z.string().optional().meta({ description: "failed, unknown: why; attested: by whom" }),
    resolvedBy: z.string().optional(),
  })
  .readonly();

const checklist = z
  .object({ id: z.string(), title: z.string(), source: z.string(), items: z.array(checklistItem).readonly() })
  .readonly();

const discharge = z
  .object({
    gate: gateNumber,
    spoke: z.string(),
    check: z.string(),
    by: z
      .enum(["evidence", "carry-over", "waiver", "attestation", "decision", "not-applicable", "open"])
      .meta({ description: "what discharged the row; open: nothing did" }),
    from: carried.optional(),
    owner: z.string().optional(),
    until: z.string().optional(),
    seenAt: z.string().optional(),
  })
  .readonly();

/** readiness.json as it is published. A test holds it and the type `Readiness` together. */
export const readinessShape = z
  .object({
    schema: z.literal("cargo-gates/readiness/1"),
    run: z.string(),
    spoke: z.string(),
    target: z.string(),
    decision: z
      .enum(["GO", "NO-GO", "PAUSED", "UNKNOWN", "HELD"])
      .nullable()
      .meta({ description: "null when only a part was run: a part decides nothing" }),
    exitCode: z.int(),
    scope: z
      .object({ partial: z.boolean(), gates: z.array(gateNumber).readonly(), checks: strings })
      .readonly(),
    reasons: strings,
    gates: z.array(gate).readonly(),
    verdicts: z.array(verdict).readonly(),
    harnessErrors: strings,
    world: z.string().optional().meta({ description: "target local: the named world that was run" }),
    faults: strings.optional().meta({ description: "target local: what was wrong on purpose" }),
    startedAt: z.string(),
    decidedAt: z.string(),
    ruleset: z.string(),
    harness: z.object({ version: z.string(), node: z.string() }).readonly(),
    contract: z.object({ version: z.string(), digest: z.string() }).readonly(),
    settingsDigest: z.string(),
    checklists: z.array(checklist).readonly().optional(),
    obligations: z.array(discharge).readonly().optional(),
    provider: z
      .object({
        mode: z.enum(["manual", "discovery", "discovery-url", "oauth2", "mixed"]),
        name: z.string(),
        loses: strings,
      })
      .readonly()
      .optional()
      .meta({
        description: "how the backend uses its provider's registration, and what is lost in that mode",
      }),
    temporary: z
      .array(z.object({ endpoint: z.string(), url: z.string() }).readonly())
      .readonly()
      .optional()
      .meta({ description: "endpoints that work on the issuer's host only, and what to use until then" }),
    notes: strings.optional(),
  })
  .readonly();

/** The published JSON Schema. Open for properties of later versions, closed for what is named. */
const readinessSchema = (): object => ({
  ...z.toJSONSchema(readinessShape, {
    io: "input",
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
    },
  }),
  title: "Readiness",
  description: "The answer to: may this spoke be cut over? With its reasons.",
});

/** schemas/readiness.schema.json, as it is written. */
export const readinessSchemaText = (): string => `${JSON.stringify(readinessSchema(), null, 2)}\n`;

export const readinessText = (readiness: Readiness): string => `${JSON.stringify(readiness, null, 1)}\n`;

/** readiness.json is the record: nothing in it is masked or cut. */
export const tellReadiness = ({ readiness }: Report): string => readinessText(readiness);
