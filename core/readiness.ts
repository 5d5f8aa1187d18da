import type { Judgement } from "./check.ts";
import type { SettledChecklist } from "./checklists.ts";
import type { Discovered } from "./discover.ts";
import type { Found } from "./envelope.ts";
import type { Name } from "./evidence/index.ts";
import type { Excuses } from "./excuses.ts";
import { count, partOfFourth, READINESS, type Settled } from "./gate-status.ts";
import type { Obligation } from "./obligation.ts";
import type { Kind } from "./subject.ts";
import {
  type Decision,
  EXIT,
  type GateNumber,
  type GateState,
  type GateStatus,
  PRECEDENCE,
  type Verdict,
} from "./verdict.ts";

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
        gate: READINESS,
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

const settledOf = ({ settled }: DecisionFacts): Verdict[] =>
  settled.filter(({ gate }) => gate === READINESS).map(({ verdict }) => verdict);

/** The whole decision. A partial run decides nothing; its exit code follows the gates it looked at. */
export const decideReadiness = (
  facts: DecisionFacts,
  obligations: readonly Discovered<Obligation>[],
  partial: { readonly gates: readonly GateNumber[] } | undefined,
  harnessErrors: number,
): Outcome4 => {
  const exit = (decision: Decision) => (harnessErrors > 0 ? EXIT.HARNESS : EXIT[decision]);
  if (partial) {
    const own = partial.gates.includes(READINESS) ? [partOfFourth(facts.settled)] : [];
    const gates = [...facts.gates.filter(({ gate }) => partial.gates.includes(gate)), ...own];
    // A part cannot be held: only what it looked at counts.
    return { decision: null, exitCode: exit(decisionOf(gates, [])), gates, fourth: [] };
  }
  const fourth = askObligations(obligations, facts);
  // checks of this room are judged over evidence and stand among the settled rows already
  const all = [...settledOf(facts), ...fourth];
  const decision = decisionOf(facts.gates, all, facts.excuses);
  const counts = count(all);
  const open = all.filter(
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
    gate: READINESS,
    name: "Readiness",
    status: state[decision],
    blockedBy: open.map(({ check }) => check),
    counts,
  };
  return { decision, exitCode: exit(decision), gates: [...facts.gates, last], fourth };
};
