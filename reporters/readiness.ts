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
