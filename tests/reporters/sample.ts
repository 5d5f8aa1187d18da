import type { Excused, Report } from "../../core/report.ts";
import {
  type Decision,
  EXIT,
  GATES,
  type GateNumber,
  type GateState,
  type GateStatus,
  type Outcome,
  type Verdict,
} from "../../core/verdict.ts";
import { healthyEvidence } from "./sample-evidence.ts";
import { hubSubject, spokeSubject } from "./sample-subjects.ts";
import { sampleWords } from "./sample-words.ts";

export const HUB = "hub";
export const SPOKE = "cargoworks-ai";
const SEEN_AT = "2026-11-20T09:14:02.120Z";

/** What one check says instead of a plain pass. */
export type Said = Partial<Verdict> & { readonly outcome: Outcome };

const OF_HUB = /^endpoints\/(discovery|issuer|documents|scopes|pkce|jwks|tls)/;
const gateOf = (check: string): GateNumber =>
  GATES.find(({ room }) => check.startsWith(`${room}/`))?.number ?? 4;

export const verdictsOf = (said: Readonly<Record<string, Said>>): readonly Verdict[] =>
  Object.values(sampleWords).map(({ id, level }) => ({
    spoke: OF_HUB.test(id) ? HUB : SPOKE,
    check: id,
    gate: gateOf(id),
    level,
    seenAt: SEEN_AT,
    outcome: "pass" as const,
    ...said[id],
  }));

const countsOf = (verdicts: readonly Verdict[]): Record<Outcome, number> => {
  const counts = { pass: 0, fail: 0, unknown: 0, "not-applicable": 0 };
  for (const { outcome } of verdicts) counts[outcome]++;
  return counts;
};

const statusOf = (verdicts: readonly Verdict[], gate: GateNumber, status: GateState): GateStatus => {
  const mine = verdicts.filter((one) => one.gate === gate);
  const bad = (outcome: Outcome) =>
    mine.filter((one) => one.outcome === outcome && one.level === "required").map(({ check }) => check);
  const { name } = GATES[gate - 1] ?? GATES[0];
  return { gate, name, status, blockedBy: [...bad("fail"), ...bad("unknown")], counts: countsOf(mine) };
};

export interface Sketch {
  readonly decision: Decision | null;
  readonly states: readonly GateState[];
  readonly reasons: readonly string[];
  readonly said?: Readonly<Record<string, Said>>;
  readonly only?: readonly GateNumber[];
  readonly excused?: readonly Excused[];
  readonly harnessErrors?: readonly string[];
  readonly evidence?: Report["evidence"];
  readonly screenshots?: Report["screenshots"];
}

/** A whole report from a few words about what is not plain. */
export const reportOf = (sketch: Sketch): Report => {
  const numbers = sketch.only ?? [1, 2, 3, 4];
  const verdicts = verdictsOf(sketch.said ?? {}).filter(({ gate }) => numbers.includes(gate));
  return {
    readiness: {
      schema: "cargo-gates/readiness/1",
      run: "2026-11-20T09-14-00Z-7f3a",
      spoke: SPOKE,
      target: "local",
      decision: sketch.decision,
      exitCode: sketch.decision === null ? 0 : EXIT[sketch.decision],
      scope: { partial: sketch.only !== undefined, gates: sketch.only ?? [], checks: [] },
      reasons: sketch.reasons,
      gates: numbers.map((gate, index) => statusOf(verdicts, gate, sketch.states[index] ?? "passed")),
      verdicts,
      harnessErrors: sketch.harnessErrors ?? [],
      startedAt: "2026-11-20T09:14:00.000Z",
      decidedAt: "2026-11-20T09:14:09.400Z",
      ruleset: "1.0.0",
      harness: { version: "0.1.0", node: "26.10.0" },
      contract: { version: "1.0.0", digest: spokeSubject.contract.digest },
      settingsDigest: "2b7d90c4e1f35a6807b4c2d9e6f1a3508d7c4b2e9f6a1d3c5b8e0f7a2d4c6b81",
    },
    checks: sampleWords,
    subjects: [hubSubject, spokeSubject],
    evidence: sketch.evidence ?? healthyEvidence,
    screenshots: sketch.screenshots ?? [],
    ...(sketch.excused && { excused: sketch.excused }),
  };
};
