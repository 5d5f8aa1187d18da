import { expect, test } from "vitest";
import { type Checklist, settleItem } from "../../core/checklists.ts";
import { readExcuses } from "../../core/excuses.ts";
import type { Settled } from "../../core/gate-status.ts";
import type { DecisionFacts } from "../../core/readiness.ts";
import { decisionOf } from "../../core/readiness.ts";
import { oldestCached } from "../../core/readiness-age.ts";
import type { Outcome, Verdict } from "../../core/verdict.ts";
import { openToolbox } from "../../scripts/run/toolbox.ts";

const { obligations } = await openToolbox();
const now = new Date("2026-06-01T12:00:00Z");
const none = readExcuses({ waivers: [], attestations: [] }, "live", new Set(), now);
const row = (check: string, outcome: Outcome, excused = false): Settled => {
  const own = { spoke: "other", check, gate: 1 as const, level: "required" as const };
  return { ...own, excused, verdict: { ...own, outcome, seenAt: "2026-06-01T11:00:00Z" } };
};
const facts: DecisionFacts = {
  spoke: { id: "other", kind: "client", pilot: false },
  target: "live",
  gates: [],
  settled: [row("endpoints/a", "pass")],
  excuses: none,
  now,
  freshHours: 24,
  settings: { judged: "a", now: "a" },
  live: { is: "just-seen" },
  pilot: { id: "pilot" },
  dependencies: [],
  checklists: [],
  found: () => undefined,
};
const ask = (id: string, change: Partial<DecisionFacts>) => {
  const found = obligations.find((one) => one.id === `readiness/${id}`)?.value;
  if (!found) throw new Error(`no obligation ${id}`);
  const all = { ...facts, ...change };
  return found.appliesTo?.(all) === false ? "does not apply" : found.judge(all);
};

test("pilot-first: a GO in force passes; without one it says why, and what to run", () => {
  expect(ask("pilot-first", { pilot: { id: "pilot", goAt: "2026-05-30" } })).toMatchObject({ is: "pass" });
  expect(ask("pilot-first", { pilot: { id: "pilot", lacking: "it is 900 h old" } })).toMatchObject({
    is: "unknown",
    because: expect.stringContaining("it is 900 h old"),
    resolvedBy: "npm start -- run --spoke pilot --target live",
  });
  expect(ask("pilot-first", { pilot: undefined })).toMatchObject({ is: "unknown" });
  expect(ask("pilot-first", { spoke: { id: "pilot", kind: "client", pilot: true } })).toBe("does not apply");
});

test("dependencies-go: every one is needed, the worst decides", () => {
  const one = (state: "passed" | "failed" | "unknown") => ({
    id: state,
    state,
    because: "so",
    resolvedBy: "x",
  });
  expect(ask("dependencies-go", {})).toBe("does not apply");
  expect(ask("dependencies-go", { dependencies: [one("passed")] })).toMatchObject({ is: "pass" });
  expect(ask("dependencies-go", { dependencies: [one("passed"), one("unknown")] })).toMatchObject({
    is: "unknown",
  });
  expect(ask("dependencies-go", { dependencies: [one("unknown"), one("failed")] })).toMatchObject({
    is: "fail",
  });
});

test("configuration-unchanged: live that moved makes the evidence silent, another issuer is a fail", () => {
  const different = (at: string) =>
    ask("configuration-unchanged", {
      live: { is: "different", at: "now", differences: [{ at, expected: "a", actual: "b" }] },
    });
  expect(ask("configuration-unchanged", {})).toMatchObject({ is: "pass" });
  expect(ask("configuration-unchanged", { live: { is: "gone" } })).toMatchObject({ is: "pass" });
  expect(ask("configuration-unchanged", { live: { is: "same", at: "now" } })).toMatchObject({ is: "pass" });
  expect(different("discovery: scopes_supported")).toMatchObject({ is: "unknown" });
  expect(different("discovery: issuer")).toMatchObject({ is: "fail", expected: "a", actual: "b" });
  expect(ask("configuration-unchanged", { live: { is: "unreachable", because: "refused" } })).toMatchObject({
    is: "unknown",
  });
  expect(ask("configuration-unchanged", { settings: { judged: "a", now: "b" } })).toMatchObject({
    is: "unknown",
  });
});

test("evidence-fresh: an answer from a cache is as old as the cache says", () => {
  expect(ask("evidence-fresh", {})).toMatchObject({ is: "pass" });
  const cached = { evidence: "discovery.public", at: "2026-05-30T11:00:00Z" };
  expect(ask("evidence-fresh", { cached })).toMatchObject({
    is: "unknown",
    because: expect.stringContaining("discovery.public came from a cache"),
  });
  const seen = (headers: Record<string, string>) => ({
    is: "seen" as const,
    seenAt: "2026-06-01T11:00:00Z",
    value: { attempts: [{ answer: { headers } }] } as never,
  });
  expect(oldestCached([["backend.live", seen({ age: "7200" })]])).toEqual({
    evidence: "backend.live",
    at: "2026-06-01T09:00:00.000Z",
  });
  expect(oldestCached([["backend.live", seen({ age: "soon" })]])).toBeUndefined();
});

test("target-promoted: drift is shown and blocks nothing", () => {
  const drift = { run: "r", differences: [{ at: "live.issuer", expected: "a", actual: "b" }] };
  expect(ask("target-promoted", {})).toBe("does not apply");
  expect(ask("target-promoted", { promoted: { run: "r", differences: [] } })).toMatchObject({ is: "pass" });
  expect(ask("target-promoted", { promoted: drift })).toMatchObject({ is: "fail", at: "live.issuer" });
  const verdict: Verdict = {
    spoke: "other",
    check: "readiness/target-promoted",
    gate: 4,
    level: "advisory",
    outcome: "fail",
  };
  expect(decisionOf([], [verdict])).toBe("GO");
  expect(decisionOf([], [{ ...verdict, level: "required" }])).toBe("NO-GO");
});

const question = { id: "checklist/asked", asks: "Is it so?" };
const item = (checks: string[], asked = false): Checklist["items"][number] => ({
  text: "an item",
  checks,
  ...(asked && { question }),
});
const answered = readExcuses(
  {
    waivers: [
      {
        check: "endpoints/b",
        spoke: "other",
        target: "live",
        owner: "somebody",
        reason: "a reason that is long enough",
        link: "https://example.org",
        until: "2026-07-01",
      },
    ],
    attestations: [
      {
        check: question.id,
        spoke: "other",
        target: "live",
        owner: "somebody",
        reason: "a reason that is long enough",
        link: "https://example.org",
        on: "2026-05-01",
        until: "2026-07-01",
      },
    ],
  },
  "live",
  new Set(),
  now,
);

test.each([
  ["every check passes", item(["endpoints/a"]), none, "proven"],
  ["one fails", item(["endpoints/a", "endpoints/b"]), none, "failed"],
  ["a fail outranks an unknown", item(["endpoints/c", "endpoints/b"]), none, "failed"],
  ["one is unknown", item(["endpoints/a", "endpoints/c"]), none, "unknown"],
  ["one is not even planned", item(["endpoints/a", "endpoints/not-there"]), none, "unknown"],
  ["one does not apply", item(["endpoints/a", "endpoints/apart"]), none, "proven"],
  ["none applies", item(["endpoints/apart"]), none, "unknown"],
  ["a waived fail", item(["endpoints/a", "endpoints/b"]), answered, "attested"],
  ["a question without answer", item([], true), none, "unknown"],
  ["a question that was answered", item([], true), answered, "attested"],
  ["an answer does not outrank an unknown check", item(["endpoints/c"], true), answered, "unknown"],
  ["nothing at all", item([]), none, "unknown"],
] as const)("an item of a checklist: %s", (_name, one, excuses, state) => {
  const settled = [row("endpoints/a", "pass"), row("endpoints/b", "fail"), row("endpoints/c", "unknown")];
  expect(settleItem(one, { spoke: "other", settled, apart: ["endpoints/apart"], excuses }).state).toBe(state);
});

test("checklist-complete: an unknown item is unknown, a failed one is a fail, and the item is named", () => {
  const list = (state: "failed" | "unknown" | "proven") => [
    {
      id: "readiness/a",
      title: "A list",
      source: "S2:DONE-WHEN",
      items: [
        { text: "first", state: "proven" as const, checks: [] },
        { text: "second", state, checks: [], because: "because" },
      ],
    },
  ];
  expect(ask("checklist-complete", { checklists: list("proven") })).toMatchObject({ is: "pass" });
  expect(ask("checklist-complete", { checklists: list("unknown") })).toMatchObject({
    is: "unknown",
    cases: [{}, { name: "A list, 2: second", outcome: "unknown" }],
  });
  expect(ask("checklist-complete", { checklists: list("failed") })).toMatchObject({ is: "fail" });
});
