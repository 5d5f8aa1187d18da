import type { Found } from "../../core/envelope.ts";
import { oldestCached } from "../../core/readiness-age.ts";
import type { Report } from "../../core/report.ts";
import type { Verdict } from "../../core/verdict.ts";
import { wordsOf } from "./story.ts";
import { between } from "./text.ts";

/**
 * How old the evidence under a verdict is: when it was seen, and, where an answer came out of a cache (header Age),
 * how much older what it says may be. Undefined when nothing was seen.
 */
export const ageOf = (report: Report, verdict: Verdict): string | undefined => {
  const { decidedAt } = report.readiness;
  const seen = between(verdict.seenAt, decidedAt);
  if (seen === undefined) return undefined;
  const needs = new Set(wordsOf(report, verdict).needs ?? []);
  const pieces = [verdict.spoke, "hub"].flatMap((id) =>
    Object.entries<Found | undefined>(report.evidence[id] ?? {}).flatMap(([name, found]) =>
      found && needs.has(name) ? [[name, found] as const] : [],
    ),
  );
  const cached = oldestCached(pieces);
  // The engine's own note may have said it already.
  const age = cached && !verdict.note?.includes("cache") && between(cached.at, decidedAt);
  return `seen ${seen} before the decision${age ? `; ${cached.evidence} came out of a cache and may be ${age} old` : ""}`;
};
