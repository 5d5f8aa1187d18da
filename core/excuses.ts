import type { Attestation, Waiver } from "./spokes/schema.ts";
import type { Verdict } from "./verdict.ts";

/** Entries of spokes.yaml that accept a fail (waiver) or answer an unknown (attestation). */
export interface Excuses {
  readonly covers: (verdict: Verdict) => boolean;
  /** sentences about entries that do not hold: expired, stale, forbidden */
  readonly complaints: (verdicts: readonly Verdict[]) => readonly string[];
}

/** Never to be waived: claims, the manual settings of Gate 2, secrets in the open. */
const neverWaived = (check: string, pauses: ReadonlySet<string>): boolean =>
  check.startsWith("claims/") ||
  check.startsWith("readiness/") ||
  pauses.has(check) ||
  ["endpoints/jwks-no-secret-material", "provider/no-secret-in-page", "provider/no-shared-secret"].includes(
    check,
  );

export const readExcuses = (
  entries: { readonly waivers: readonly Waiver[]; readonly attestations: readonly Attestation[] },
  target: string,
  /** ids of the checks whose fail pauses */
  pauses: ReadonlySet<string>,
  now: Date,
): Excuses => {
  const today = now.toISOString().slice(0, 10);
  const mine = <T extends { readonly target: string }>(list: readonly T[]) =>
    list.filter((one) => one.target === target);
  const waivers = mine(entries.waivers);
  const attestations = mine(entries.attestations);
  const about = (one: { readonly check: string; readonly spoke: string }, verdict: Verdict) =>
    one.check === verdict.check && one.spoke === verdict.spoke;
  return {
    covers: (verdict) =>
      (verdict.outcome === "fail" &&
        !neverWaived(verdict.check, pauses) &&
        waivers.some((one) => about(one, verdict) && one.until >= today)) ||
      (verdict.outcome === "unknown" &&
        verdict.harnessError === undefined &&
        attestations.some((one) => about(one, verdict) && one.on <= today && one.until >= today)),
    complaints: (verdicts) =>
      waivers.flatMap((one) => {
        const verdict = verdicts.find((candidate) => about(one, candidate));
        const name = `the waiver of ${one.check} for ${one.spoke} (${one.owner})`;
        if (neverWaived(one.check, pauses)) return [`${name} waives what may never be waived: delete it`];
        if (one.until < today)
          return [`${name} expired on ${one.until}: mend the fault, or renew it with its reason`];
        // Only a demonstrated pass makes it stale: a check that was not run says nothing.
        return verdict?.outcome === "pass" ? [`${name} is stale, the check passes now: delete it`] : [];
      }),
  };
};
