import type { Evidence } from "../../core/evidence/index.ts";
import type { Report } from "../../core/report.ts";
import { type ReviewPack, reviewPack } from "../../core/tripwire/review.ts";

/** What the tripwire saw of the manual settings; undefined when it was not set up, or left nothing that can be read. */
export const packOf = (report: Report): ReviewPack | undefined => {
  const found = report.evidence[report.readiness.spoke]?.["tripwire.settings"];
  if (found?.is !== "seen") return undefined;
  const settings = found.value as Evidence["tripwire.settings"];
  if (!Array.isArray(settings.registrations) || settings.registrations.length === 0) return undefined;
  try {
    return reviewPack(settings);
  } catch {
    // Evidence of a shape that cannot be read must not cost the reader the rest of the report.
    return undefined;
  }
};

/** How an entry of spokes.yaml answers for a verdict. */
export const EXCUSE_WORDS = {
  waiver: "waived",
  attestation: "attested",
  decision: "accepted by architecture decision",
} as const;
