import type { Check } from "../../core/check.ts";
import type { Discovered } from "../../core/discover.ts";
import type { Fault } from "../../core/fault.ts";
import { needsOf } from "../../core/plan.ts";
import type { Verdict } from "../../core/verdict.ts";
import type { World } from "../../fixtures/federation/world.ts";

const keyOf = ({ spoke, check }: Verdict) => `${spoke} ${check}`;

/** Latency measured while this machine had other things to do is unknown, and says so: that is nobody's fault. */
const machineWasBusy = ({ check, outcome, because }: Verdict): boolean =>
  check === "endpoints/latency-within-budget" &&
  outcome === "unknown" &&
  because?.includes("this machine itself was late") === true;

/** What must not be in a federation without a fault. */
export const odd = (verdicts: readonly Verdict[]): Verdict[] =>
  verdicts.filter(
    (verdict) => (verdict.outcome === "fail" || verdict.outcome === "unknown") && !machineWasBusy(verdict),
  );

/**
 * What a fault may do besides turning the checks it names red: leave a check as it was, or make it unknown with a
 * structured cause that leads back to the fault. Returns, as sentences, every other change.
 */
export const unexplained = (
  before: readonly Verdict[],
  after: readonly Verdict[],
  { breaks, blinds = [] }: Fault<World>,
  checks: readonly Discovered<Check>[],
): string[] => {
  const was = new Map(before.map((verdict) => [keyOf(verdict), verdict.outcome]));
  const broken = checks.filter(({ id }) => breaks.includes(id));
  const fed = new Set<string>([...blinds, ...broken.flatMap(({ value }) => needsOf(value))]);
  const leadsBack = ({ cause = [] }: Verdict): boolean =>
    cause.some(
      (one) =>
        ("check" in one &&
          (breaks.includes(one.check) ||
            after.some((v) => v.check === one.check && v.outcome === "unknown"))) ||
        ("evidence" in one && fed.has(one.evidence)),
    );
  return after.flatMap((verdict) => {
    const { outcome, check } = verdict;
    if (outcome === was.get(keyOf(verdict)) || (outcome === "fail" && breaks.includes(check))) return [];
    if (outcome === "unknown" && (leadsBack(verdict) || machineWasBusy(verdict))) return [];
    // what does not apply by what was seen says so on the evidence of a check that the fault broke
    const when = checks.find(({ id }) => id === check)?.value;
    if (outcome === "not-applicable" && when?.when && needsOf(when).some((name) => fed.has(name))) return [];
    return [
      `${keyOf(verdict)} went from ${was.get(keyOf(verdict))} to ${outcome}: ${verdict.because ?? verdict.at} ${JSON.stringify(verdict.cause ?? [])}`,
    ];
  });
};
