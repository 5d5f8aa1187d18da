import { join } from "node:path";
import { expect, test } from "vitest";
import type { Check } from "../../core/check.ts";
import { discover } from "../../core/discover.ts";
import { readExcuses } from "../../core/excuses.ts";
import { gateStatus, settle } from "../../core/gate-status.ts";
import type { Obligation } from "../../core/obligation.ts";
import type { Plan } from "../../core/plan.ts";
import { type DecisionFacts, decideReadiness } from "../../core/readiness.ts";
import type { Outcome, Verdict } from "../../core/verdict.ts";
import { issuerIsRight } from "./engine-kit.ts";

const now = new Date("2026-06-01T12:00:00Z");
const rows: Plan["rows"] = [
  { spoke: "hub", check: "endpoints/discovery-answers", gate: 1, level: "required" },
  { spoke: "hub", check: "endpoints/fallback-computed", gate: 1, level: "required" },
  { spoke: "pilot", check: "endpoints/advice", gate: 1, level: "advisory" },
  { spoke: "pilot", check: "provider/manual", gate: 2, level: "required" },
  { spoke: "pilot", check: "provider/other", gate: 2, level: "required" },
  { spoke: "pilot", check: "claims/present", gate: 3, level: "required" },
];
const plan: Plan = { rows, apart: [], gather: [], unobtainable: [] };
const checks = new Map<string, Check>([
  ["endpoints/discovery-answers", { ...issuerIsRight, publicEndpoint: "discovery" }],
  ["provider/manual", { ...issuerIsRight, pauses: true }],
]);
const verdicts = (odd: Readonly<Record<string, Outcome | "none">> = {}): Verdict[] =>
  rows.flatMap((row) => {
    const outcome = odd[row.check] ?? "pass";
    return outcome === "none" ? [] : [{ ...row, outcome, seenAt: "2026-06-01T11:00:00Z" }];
  });
const waiver = (check: string, until: string) => ({
  check,
  spoke: "pilot",
  target: "live",
  owner: "owner",
  reason: "a reason that is long enough",
  link: "https://example.org/1",
  until,
});

const obligations = await discover<Obligation>(join(import.meta.dirname, "../../gates"), "obligation");

const decide = (
  odd: Readonly<Record<string, Outcome | "none">> = {},
  change: Partial<DecisionFacts> = {},
  entries: Parameters<typeof readExcuses>[0] = { waivers: [], attestations: [] },
) => {
  const excuses = readExcuses(entries, "live", new Set(["provider/manual"]), now);
  const settled = settle(plan, verdicts(odd), excuses);
  const facts: DecisionFacts = {
    spoke: { id: "pilot", kind: "client", pilot: true },
    target: "live",
    gates: ([1, 2, 3] as const).map((gate) => gateStatus(gate, settled, checks)),
    settled,
    excuses,
    now,
    freshHours: 24,
    settings: { judged: "a", now: "a" },
    live: { is: "just-seen" },
    pilot: { id: "pilot" },
    found: () => ({ is: "seen", value: { providers: [] }, seenAt: now.toISOString() }) as never,
    dependencies: [],
    checklists: [],
    ...change,
  };
  return decideReadiness(facts, obligations, undefined, 0);
};

test("everything passed is GO, exit 0", () => {
  expect(decide()).toMatchObject({ decision: "GO", exitCode: 0 });
});

test.each([
  ["a required fail", { "claims/present": "fail" }, "NO-GO", 1],
  ["a required unknown", { "claims/present": "unknown" }, "UNKNOWN", 4],
  ["a planned check that was never judged", { "claims/present": "none" }, "UNKNOWN", 4],
  ["an ignored manual setting", { "provider/manual": "fail" }, "PAUSED", 3],
  ["paused and failed: paused wins", { "provider/manual": "fail", "claims/present": "fail" }, "PAUSED", 3],
  ["failed and unknown: failed wins", { "provider/other": "unknown", "claims/present": "fail" }, "NO-GO", 1],
  ["an advisory fail blocks nothing", { "endpoints/advice": "fail" }, "GO", 0],
  ["an advisory unknown blocks nothing", { "endpoints/advice": "unknown" }, "GO", 0],
] as const)("%s", (_name, odd, decision, exitCode) => {
  expect(decide(odd)).toMatchObject({ decision, exitCode });
});

test("a public endpoint that fails passes with fallback only while its twin is proven", () => {
  expect(decide({ "endpoints/discovery-answers": "fail" })).toMatchObject({
    decision: "GO",
    gates: [{ gate: 1, status: "passed-with-fallback" }, {}, {}, {}],
  });
  expect(
    decide({ "endpoints/discovery-answers": "fail", "endpoints/fallback-computed": "unknown" }).decision,
  ).toBe("NO-GO");
});

test("another client spoke is held until the pilot has its GO, and a fault of its own outranks that", () => {
  const other = { id: "other", kind: "client", pilot: false } as const;
  expect(decide({}, { spoke: other })).toMatchObject({ decision: "HELD", exitCode: 5 });
  expect(decide({ "claims/present": "fail" }, { spoke: other }).decision).toBe("NO-GO");
  expect(decide({}, { spoke: other, pilot: { id: "pilot", goAt: "2026-06-01" } }).decision).toBe("GO");
});

test("old evidence, evidence from the future and changed settings are never GO", () => {
  expect(decide({}, { now: new Date("2026-06-03T12:00:00Z") }).decision).toBe("UNKNOWN");
  expect(decide({}, { now: new Date("2026-05-01T12:00:00Z") }).decision).toBe("UNKNOWN");
  expect(decide({}, { settings: { judged: "a", now: "b" } }).decision).toBe("UNKNOWN");
});

test("a waiver accepts a fail until its last day, is void after it, and fails the run when stale", () => {
  const entries = (check: string, until: string) => ({ waivers: [waiver(check, until)], attestations: [] });
  expect(decide({ "provider/other": "fail" }, {}, entries("provider/other", "2026-06-01")).decision).toBe(
    "GO",
  );
  expect(decide({ "provider/other": "fail" }, {}, entries("provider/other", "2026-05-31")).decision).toBe(
    "NO-GO",
  );
  expect(decide({}, {}, entries("provider/other", "2026-06-01")).decision).toBe("NO-GO");
});

test("claims and manual settings cannot be waived", () => {
  const entries = (check: string) => ({ waivers: [waiver(check, "2027-01-01")], attestations: [] });
  expect(decide({ "claims/present": "fail" }, {}, entries("claims/present")).decision).toBe("NO-GO");
  expect(decide({ "provider/manual": "fail" }, {}, entries("provider/manual")).decision).toBe("PAUSED");
});

test("an attestation answers an unknown, never a fail; a claim is shown by a run, not vouched for", () => {
  const entries = (check: string) => ({
    waivers: [],
    attestations: [{ ...waiver(check, "2026-07-01"), on: "2026-05-01" }],
  });
  expect(decide({ "provider/other": "unknown" }, {}, entries("provider/other")).decision).toBe("GO");
  expect(decide({ "provider/other": "fail" }, {}, entries("provider/other")).decision).toBe("NO-GO");
  expect(decide({ "claims/present": "unknown" }, {}, entries("claims/present")).decision).toBe("NO-GO");
});

test("an empty plan is not ready, and a partial run decides nothing", () => {
  const excuses = readExcuses({ waivers: [], attestations: [] }, "live", new Set(), now);
  const gates = ([1, 2, 3] as const).map((gate) => gateStatus(gate, [], checks));
  const facts = { ...baseFacts, gates, settled: [], excuses };
  expect(decideReadiness(facts, obligations, undefined, 0).decision).toBe("UNKNOWN");
  expect(decideReadiness(facts, obligations, { gates: [1] }, 0)).toMatchObject({
    decision: null,
    exitCode: 4,
  });
});

test("an error of the harness is exit 70, whatever was decided", () => {
  const excuses = readExcuses({ waivers: [], attestations: [] }, "live", new Set(), now);
  const settled = settle(plan, verdicts(), excuses);
  const gates = ([1, 2, 3] as const).map((gate) => gateStatus(gate, settled, checks));
  expect(decideReadiness({ ...baseFacts, gates, settled, excuses }, obligations, undefined, 1).exitCode).toBe(
    70,
  );
});

const baseFacts = {
  spoke: { id: "pilot", kind: "client", pilot: true },
  target: "live",
  now,
  freshHours: 24,
  settings: { judged: "a", now: "a" },
  live: { is: "just-seen" },
  pilot: { id: "pilot" },
  dependencies: [],
  checklists: [],
  found: () => undefined,
} as const;
