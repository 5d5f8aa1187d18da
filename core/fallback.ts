import type { Verdict } from "./verdict.ts";

/** An endpoint that works on the issuer's host only: the URL that a spoke may use until the public one works. */
export interface TemporarySetting {
  readonly endpoint: string;
  readonly url: string;
}

/** The check that tries each endpoint on both hosts: a case of it that passes with an address is such an endpoint. */
const COMPUTED = "endpoints/fallback-computed";

export const temporaryOf = (verdicts: readonly Verdict[]): readonly TemporarySetting[] =>
  verdicts
    .filter(({ check }) => check === COMPUTED)
    .flatMap(({ cases = [] }) => cases)
    .flatMap(({ name, outcome, at }) =>
      outcome === "pass" && at !== undefined ? [{ endpoint: name, url: at }] : [],
    );
