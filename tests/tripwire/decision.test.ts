import { expect, test } from "vitest";
import { readExcuses } from "../../core/excuses.ts";
import type { ArchitectureDecision } from "../../core/spokes/schema.ts";
import { withDecision } from "../../core/tripwire/decision.ts";
import type { Verdict } from "../../core/verdict.ts";
import { chooseFaults } from "../../scripts/run/faults.ts";
import { bench, PILOT, tryWorld } from "../support/try-world.ts";

const { toolbox } = await bench();
const pauses = new Set(toolbox.checks.flatMap(({ id, value }) => (value.pauses ? [id] : [])));
const now = new Date("2026-06-01T12:00:00Z");
const checks = ["provider/issuer-honoured"];
const [discovering, manual] = await Promise.all([
  tryWorld(await chooseFaults("supabase-oidc", []), { checks }),
  tryWorld([], { checks }),
]);

const right: ArchitectureDecision = {
  target: "local",
  mode: "discovery",
  owner: "the review board",
  reason: "the vendor will not change it this year",
  link: "https://example.org/review/7",
  until: "2026-12-31",
};
const failOf = (check: string, spoke = PILOT): Verdict => ({
  spoke,
  check,
  gate: 2,
  level: "required",
  outcome: "fail",
});
const reviewed = (change: Partial<ArchitectureDecision> = {}, run = discovering) => {
  const settings = run.read(PILOT, "tripwire.settings") as Parameters<typeof withDecision>[1]["settings"];
  const entries = readExcuses({ waivers: [], attestations: [] }, "local", pauses, now);
  const decision = { ...right, ...change };
  const { excuses, notes } = withDecision(entries, {
    spoke: PILOT,
    decision,
    target: "local",
    settings,
    now,
  });
  return { excuses, notes, complaints: excuses.complaints([], [PILOT]) };
};

test("the accepted mode excuses what it loses, and nothing else", () => {
  const { excuses, notes, complaints } = reviewed();
  expect(excuses.of(failOf("provider/issuer-honoured"))).toMatchObject({
    by: "decision",
    owner: right.owner,
  });
  expect(excuses.covers(failOf("provider/refuses-bad-signature"))).toBe(false);
  expect(excuses.covers(failOf("provider/only-cargo-provider"))).toBe(false);
  expect(excuses.covers(failOf("provider/issuer-honoured", "another"))).toBe(false);
  expect(excuses.covers({ ...failOf("provider/issuer-honoured"), outcome: "unknown" })).toBe(false);
  expect(complaints).toEqual([]);
  expect(notes[0]).toContain("2026-12-31");
  expect(notes.length).toBeGreaterThan(1);
});

test.each([
  ["is expired", { until: "2026-05-31" }, discovering, /expired/],
  ["accepts another mode than the one in force", { mode: "oauth2" as const }, discovering, /does not hold/],
  ["is stale, the manual settings are honoured", {}, manual, /stale/],
])("a decision that %s excuses nothing and is complained of", (_why, change, run, said) => {
  const { excuses, complaints, notes } = reviewed(change, run);
  expect(excuses.covers(failOf("provider/issuer-honoured"))).toBe(false);
  expect(complaints.join()).toMatch(said);
  expect(notes).toEqual([]);
});

test("a decision for another target says nothing here", () => {
  const { excuses, complaints } = reviewed({ target: "staging" });
  expect(excuses.covers(failOf("provider/issuer-honoured"))).toBe(false);
  expect(complaints).toEqual([]);
});
