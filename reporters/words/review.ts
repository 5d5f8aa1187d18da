import type { Evidence } from "../../core/evidence/index.ts";
import type { Report } from "../../core/report.ts";
import { type ReviewPack, reviewPack } from "../../core/tripwire/review.ts";
import { type StoredRow, storedRows } from "../../core/tripwire/stored.ts";
import { decisionYaml } from "./decision-yaml.ts";

const settingsIn = (report: Report): Evidence["tripwire.settings"] | undefined => {
  const found = report.evidence[report.readiness.spoke]?.["tripwire.settings"];
  if (found?.is !== "seen") return undefined;
  const settings = found.value as Evidence["tripwire.settings"];
  return Array.isArray(settings.registrations) && settings.registrations.length > 0 ? settings : undefined;
};

/** Evidence of a shape that cannot be read must not cost the reader the rest of the report. */
const orNothing = <T>(make: () => T): T | undefined => {
  try {
    return make();
  } catch {
    return undefined;
  }
};

/** What the tripwire saw of the manual settings; undefined when it was not set up, or left nothing that can be read. */
export const packOf = (report: Report): ReviewPack | undefined => {
  const settings = settingsIn(report);
  return settings && orNothing(() => reviewPack(settings));
};

/** Everything that an architecture review reads: what was set and stored, what was seen, which ways there are. */
export interface WholeReview {
  readonly pack: ReviewPack;
  readonly settings: Evidence["tripwire.settings"];
  readonly stored: readonly StoredRow[];
  /** the entry of spokes.yaml that accepts the mode in force; undefined where none can */
  readonly yaml: string | undefined;
}

/** The whole of it, where Gate 2 is paused and the tripwire was set up. */
export const wholeReview = (report: Report): WholeReview | undefined => {
  const { readiness, subjects, evidence } = report;
  const settings = settingsIn(report);
  const pack = packOf(report);
  const subject = subjects.find(({ id }) => id === readiness.spoke);
  if (!settings || !pack || subject?.kind !== "client") return undefined;
  const registered = evidence[readiness.spoke]?.["provider.registered"];
  const real = registered?.is === "seen" ? (registered.value as Evidence["provider.registered"]) : undefined;
  return orNothing(() => ({
    pack,
    settings,
    stored: storedRows(subject, real, settings),
    yaml: decisionYaml(pack.mode, readiness),
  }));
};

/** How an entry of spokes.yaml answers for a verdict. */
export const EXCUSE_WORDS = {
  waiver: "waived",
  attestation: "attested",
  decision: "accepted by architecture decision",
} as const;
