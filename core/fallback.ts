import type { PublicEndpoint } from "./check.ts";
import type { Temporary } from "./spokes/schema.ts";
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

/** Declared temporary endpoints that are not needed any more: the public domain was seen to serve them. */
export const droppable = (
  declared: readonly Temporary[],
  verdicts: readonly Verdict[],
  endpointOf: (check: string) => PublicEndpoint | undefined,
): readonly string[] =>
  declared
    .filter(({ endpoint }) =>
      verdicts.some(({ check, outcome }) => outcome === "pass" && endpointOf(check) === endpoint),
    )
    .map(
      ({ endpoint, url, owner }) =>
        `The temporary ${endpoint} endpoint ${url} (${owner}) can be dropped: the public domain works. Put the public one back into the provider's form, and delete the entry.`,
    );
