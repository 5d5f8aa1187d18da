import { z } from "zod";
import { digestOf } from "../../core/spokes/digest.ts";
import { readRecord } from "./records.ts";
import { summaryShape } from "./summary.ts";

/** A run that somebody made the reference for "unchanged". */
export const baselineShape = z.strictObject({
  schema: z.literal("cargo-gates/baseline/1"),
  spoke: z.string(),
  target: z.string(),
  run: z.string(),
  decision: z.string().nullable(),
  approvedAt: z.string(),
  approvedBy: z.string(),
  why: z.string(),
  /** sha256, hex, of the run's manifest */
  manifest: z.string(),
  issuer: z.string().nullable(),
  /** digests of what the hub said, as in the manifest */
  hub: z.record(z.string(), z.string()),
  /** what later runs are compared with, and its digest in canonical form */
  summary: summaryShape,
  digest: z.string(),
});
export type Baseline = z.infer<typeof baselineShape>;

export const readBaseline = (file: string): Baseline | undefined =>
  readRecord(
    file,
    baselineShape,
    ({ summary, digest }) => digestOf(summary) === digest,
    "approve a run again, or restore it",
  );
