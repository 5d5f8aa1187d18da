import type { Check, Judgement } from "./check.ts";
import type { SettledChecklist } from "./checklists.ts";
import type { Discovered } from "./discover.ts";
import type { Found } from "./envelope.ts";
import type { Name } from "./evidence/index.ts";
import type { Excuses } from "./excuses.ts";
import type { Obligation } from "./obligation.ts";
import type { Plan, Row } from "./plan.ts";
import type { Kind } from "./subject.ts";
import {
  type Decision,
  EXIT,
  GATES,
  type GateNumber,
  type GateState,
  type GateStatus,
  type Outcome,
  PRECEDENCE,
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

const count = (verdicts: readonly Verdict[]): Record<Outcome, number> => {
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

/** A difference between what was seen and what is, or should be. */
export interface Difference {
  readonly at: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** The live system at the moment of the decision, beside the evidence. */
export type Live =
  /** the evidence was gathered in this very run */
  | { readonly is: "just-seen" }
  | { readonly is: "same"; readonly at: string }
  | { readonly is: "different"; readonly at: string; readonly differences: readonly Difference[] }
  | { readonly is: "unreachable"; readonly because: string }
  /** nothing to read again: the target exists only while it is run, or the spoke does not rest on the hub */
  | { readonly is: "gone" | "unannounced" };

/** Something that the spoke rests on. */
export interface Dependency {
  readonly id: string;
  readonly state: "passed" | "failed" | "unknown";
  readonly because: string;
  readonly resolvedBy: string;
}

/** What the fourth gate's table is decided from. Everything in it is data: no clock, no files. */
export interface DecisionFacts {
  readonly spoke: { readonly id: string; readonly kind: Kind; readonly pilot: boolean };
  readonly target: string;
  readonly gates: readonly GateStatus[];
  readonly settled: readonly Settled[];
  readonly excuses: Excuses;
  readonly now: Date;
  /** hours that evidence may be old */
  readonly freshHours: number;
  /** the oldest answer under the evidence, its time in a cache (Age) taken off */
  readonly cached?: { readonly evidence: string; readonly at: string };
  readonly settings: { readonly judged: string; readonly now: string };
  readonly live: Live;
  /**
   * id of the pilot, and since when it has a GO in force on this target (undefined: none, and `lacking` says why).
   * "not-asked": a person wants to know what would be said if it had one.
   */
  readonly pilot:
    | { readonly id: string; readonly goAt?: string; readonly lacking?: string }
    | "not-asked"
    | undefined;
  readonly dependencies: readonly Dependency[];
  readonly checklists: readonly SettledChecklist[];
  /** evidence of the spoke, or of the hub it rests on; undefined: nobody looked */
  readonly found: <N extends Name>(name: N) => Found<N> | undefined;
  /** what every report must say: what an accepted architecture decision loses */
  readonly notes?: readonly string[];
  /** the configuration that was made permanent, and how what was seen differs from it */
  readonly promoted?: { readonly run: string; readonly differences: readonly Difference[] };
}

const readinessRoom = 4;

/** Asks every obligation of Gate 4 that applies. */
const askObligations = (obligations: readonly Discovered<Obligation>[], facts: DecisionFacts): Verdict[] =>
  obligations
    .filter(({ value }) => value.kinds?.includes(facts.spoke.kind) ?? true)
    .filter(({ value }) => value.appliesTo?.(facts) ?? true)
    .map(({ id, value }): Verdict => {
      const { is, ...said }: Judgement = value.judge(facts);
      return {
        spoke: facts.spoke.id,
        check: id,
        gate: readinessRoom,
        level: value.level ?? "required",
        outcome: is,
        ...said,
      };
    });

const held = "readiness/pilot-first";

/** The decision that these gates and this table give. A verdict that a person answers for does not count against it. */
export const decisionOf = (
  gates: readonly GateStatus[],
  fourth: readonly Verdict[],
  excuses?: Excuses,
): Decision => {
  const said: Decision[] = ["GO"];
  for (const { status } of gates) {
    if (status === "paused") said.push("PAUSED");
    else if (status === "failed") said.push("NO-GO");
    else if (status !== "passed" && status !== "passed-with-fallback") said.push("UNKNOWN");
  }
  const derived = new Set(["readiness/gate-1-passed", "readiness/gate-2-passed", "readiness/gate-3-passed"]);
  for (const verdict of fourth) {
    const { check, outcome, level } = verdict;
    if (level === "advisory" || derived.has(check) || excuses?.covers(verdict)) continue;
    if (outcome === "pass" || outcome === "not-applicable") continue;
    if (check === held) said.push("HELD");
    else said.push(outcome === "fail" ? "NO-GO" : "UNKNOWN");
  }
  return PRECEDENCE.find((decision) => said.includes(decision)) ?? "UNKNOWN";
};

export interface Outcome4 {
  readonly decision: Decision | null;
  readonly exitCode: number;
  readonly gates: readonly GateStatus[];
  readonly fourth: readonly Verdict[];
}

/** The whole decision. A partial run decides nothing; its exit code follows the gates it looked at. */
export const decideReadiness = (
  facts: DecisionFacts,
  obligations: readonly Discovered<Obligation>[],
  partial: { readonly gates: readonly GateNumber[] } | undefined,
  harnessErrors: number,
): Outcome4 => {
  const exit = (decision: Decision) => (harnessErrors > 0 ? EXIT.HARNESS : EXIT[decision]);
  if (partial) {
    const gates = facts.gates.filter(({ gate }) => partial.gates.includes(gate));
    // A part cannot be held: only what it looked at counts.
    return { decision: null, exitCode: exit(decisionOf(gates, [])), gates, fourth: [] };
  }
  const fourth = askObligations(obligations, facts);
  const decision = decisionOf(facts.gates, fourth, facts.excuses);
  const counts = count(fourth);
  const open = fourth.filter(
    (verdict) =>
      verdict.level === "required" &&
      (verdict.outcome === "fail" || verdict.outcome === "unknown") &&
      !facts.excuses.covers(verdict),
  );
  const state: Record<Decision, GateState> = {
    GO: "passed",
    "NO-GO": "failed",
    PAUSED: "paused",
    UNKNOWN: "unknown",
    HELD: "held",
  };
  const last: GateStatus = {
    gate: readinessRoom,
    name: "Readiness",
    status: state[decision],
    blockedBy: open.map(({ check }) => check),
    counts,
  };
  return { decision, exitCode: exit(decision), gates: [...facts.gates, last], fourth };
};
