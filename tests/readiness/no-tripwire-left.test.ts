import { expect, test } from "vitest";
import type { Evidence } from "../../core/evidence/index.ts";
import type { DecisionFacts } from "../../core/readiness.ts";
import obligation from "../../gates/readiness/no-tripwire-left.obligation.ts";

type Left = Evidence["tripwire.left"];
const judge = (value: Left | undefined) =>
  obligation.judge({
    found: () => (value ? { is: "seen", value, seenAt: "2026-06-01T11:00:00Z" } : undefined),
  } as unknown as DecisionFacts);
const clean: Left = { answer: { status: 200 }, providers: [], accounts: [], sessions: [] };

test("nothing left passes, and who did not look does not know", () => {
  expect(judge(clean).is).toBe("pass");
  expect(judge({ ...clean, sessions: [{ whose: "alice", after: { status: 403 } }] }).is).toBe("pass");
  expect(judge(undefined)).toMatchObject({ is: "unknown", resolvedBy: expect.stringContaining("attest") });
  expect(judge({ answer: { status: 403 } }).is).toBe("unknown");
});

test.each<[string, Left]>([
  ["a registration", { ...clean, providers: [{ identifier: "custom:cargo-gates-x-1", whose: "this run" }] }],
  ["an identity of a dead run", { ...clean, accounts: [{ id: "1", whose: "a dead run" }] }],
  ["a session", { ...clean, sessions: [{ whose: "alice", ended: "204", after: { status: 200 } }] }],
])("%s that is left fails, and is named", (_what, value) => {
  expect(judge(value)).toMatchObject({ is: "fail", cases: [expect.objectContaining({ outcome: "fail" })] });
});

test("what belongs to a run that is still going on is no answer", () => {
  const providers = [{ identifier: "custom:cargo-gates-y-1", whose: "another run" }];
  expect(judge({ ...clean, providers })).toMatchObject({ is: "unknown" });
  const mixed = [...providers, { identifier: "custom:cargo-gates-x-1", whose: "this run" }];
  expect(judge({ ...clean, providers: mixed }).is).toBe("fail");
});
