import type { Decision, Readiness } from "../../core/verdict.ts";
import { between, cut, oneLine } from "../words/text.ts";
import { isStale } from "./fleet.ts";

const COLOURS: Readonly<Record<Decision, string>> = {
  GO: "brightgreen",
  "NO-GO": "red",
  PAUSED: "orange",
  UNKNOWN: "blueviolet",
  HELD: "yellow",
};

/** A badge as shields.io reads it (endpoint schema, version 1): the decision, and its age once that matters. */
export const badgeOf = (readiness: Readiness | undefined, now: string, freshHours: number): string => {
  const decision = readiness?.decision;
  const age = readiness && between(readiness.decidedAt, now);
  const stale = readiness !== undefined && isStale(readiness.decidedAt, now, freshHours);
  const broken = (readiness?.harnessErrors.length ?? 0) > 0;
  const message =
    decision === undefined
      ? "never gated"
      : decision === null
        ? "partial run"
        : `${decision}${stale ? `, ${age ?? "of unknown age"} old` : ""}${broken ? ", harness error" : ""}`;
  const badge = {
    schemaVersion: 1,
    label: readiness ? cut(oneLine(`cutover ${readiness.target}`), 60) : "cutover",
    message,
    color: decision && !stale && !broken ? COLOURS[decision] : "lightgrey",
    cacheSeconds: 300,
  };
  return `${JSON.stringify(badge)}\n`;
};
