import type { Check } from "./check.ts";
import type { Excuses } from "./excuses.ts";
import type { Plan, Row } from "./plan.ts";
import type { Kind } from "./subject.ts";
import {
  GATES,
  type GateNumber,
  type GateState,
  type GateStatus,
  type Outcome,
  type Verdict,
} from "./verdict.ts";

/** A planned check with what came of it. A check without a verdict counts as unknown: the plan is walked, never the findings. */
export interface Settled extends Row {
  readonly verdict: Verdict;
  /** the fail is waived, or the unknown attested, by an entry in force */
  readonly excused: boolean;
}

export const settle = (plan: Plan, verdicts: readonly Verdict[], excuses: Excuses): Settled[] => {
  const byKey = new Map(verdicts.map((verdict) => [`${verdict.spoke} ${verdict.check}`, verdict]));
  return plan.rows.map((row): Settled => {
    const verdict = byKey.get(`${row.spoke} ${row.check}`) ?? {
      ...row,
      outcome: "unknown" as const,
      because: "planned, but never judged",
      resolvedBy: "a complete run",
    };
    return { ...row, verdict, excused: excuses.covers(verdict) };
  });
};

/** How many of each outcome. */
export const count = (verdicts: readonly Verdict[]): Record<Outcome, number> => {
  const counts = { pass: 0, fail: 0, unknown: 0, "not-applicable": 0 };
  for (const { outcome } of verdicts) counts[outcome]++;
  return counts;
};

const isOpen = ({ level, verdict, excused }: Settled): boolean =>
  level === "required" && !excused && (verdict.outcome === "fail" || verdict.outcome === "unknown");

/** The gates each kind must pass before the fourth. The hub has endpoints only: nothing logs in *through* it here. */
const NEEDED: Readonly<Record<Kind, readonly Exclude<GateNumber, 4>[]>> = {
  client: [1, 2, 3],
  "account-home": [1, 2, 3],
  "tenant-api": [1, 2, 3],
  handoff: [2],
  hub: [1],
};
export const gatesFor = (kind: Kind): readonly Exclude<GateNumber, 4>[] => NEEDED[kind];

/** Unknown for no other reason than these fails: where the gate passes on a fallback, nothing else is open about it. */
const onlyBehind = ({ verdict }: Settled, failed: readonly Settled[]): boolean => {
  const { outcome, cause = [] } = verdict;
  const named = cause.every((one) => "check" in one && failed.some(({ check }) => check === one.check));
  return outcome === "unknown" && cause.length > 0 && named;
};

/** What a gate says of its rows (design: *Gates and decision*). No row at all is never a pass. */
export const gateStatus = (
  gate: Exclude<GateNumber, 4>,
  settled: readonly Settled[],
  checks: ReadonlyMap<string, Check>,
): GateStatus => {
  const rows = settled.filter((row) => row.gate === gate);
  const name = GATES[gate - 1]?.name ?? "";
  const counts = count(rows.map(({ verdict }) => verdict));
  const open = rows.filter(isOpen);
  const failed = open.filter(({ verdict }) => verdict.outcome === "fail");
  const names = (of: readonly Settled[]) => of.map(({ check }) => check);
  const done = (status: GateState, blockedBy: readonly Settled[]): GateStatus => ({
    gate,
    name,
    status,
    blockedBy: names(blockedBy),
    counts,
  });
  if (rows.length === 0) return done("not-run", []);
  const pausing = failed.filter(({ check }) => checks.get(check)?.pauses);
  if (pausing.length > 0)
    return done("paused", [...pausing, ...failed.filter((row) => !pausing.includes(row))]);
  const isTwin = ({ check }: Settled) => checks.get(check)?.publicEndpoint !== undefined;
  if (!failed.every(isTwin)) return done("failed", failed);
  if (failed.length > 0) {
    const twin = rows.find(({ check }) => check === "endpoints/fallback-computed");
    if (twin?.verdict.outcome !== "pass") return done("failed", failed);
  }
  // a declared temporary endpoint excuses the fail, but the rows behind it still rest on the other host
  const fallen = rows.filter((row) => row.verdict.outcome === "fail" && isTwin(row));
  const unsettled = open.filter((row) => !failed.includes(row) && !onlyBehind(row, fallen));
  if (unsettled.length > 0) return done("unknown", [...failed, ...unsettled]);
  return fallen.length > 0 ? done("passed-with-fallback", fallen) : done("passed", []);
};

/** The number of the fourth gate, whose own table is the decision's. */
export const READINESS = 4;

/** Gate 4 in a partial run: what was judged of it, without the table. */
export const partOfFourth = (settled: readonly Settled[]): GateStatus => {
  const rows = settled.filter(({ gate }) => gate === READINESS);
  const open = rows.filter(isOpen);
  const failed = open.some(({ verdict }) => verdict.outcome === "fail");
  const status = failed ? "failed" : open.length > 0 ? "unknown" : "passed";
  const counts = count(rows.map(({ verdict }) => verdict));
  return { gate: READINESS, name: "Readiness", status, blockedBy: open.map(({ check }) => check), counts };
};
