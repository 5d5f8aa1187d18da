import { expect, test } from "vitest";
import {
  type Capability,
  capabilityChecks,
  capabilityDifference,
  capabilityPieces,
  carryVerdicts,
} from "../../core/carry-over.ts";
import { gateOf, needsOf } from "../../core/plan.ts";
import type { Verdict } from "../../core/verdict.ts";
import { openToolbox } from "../../scripts/run/toolbox.ts";

const toolbox = await openToolbox();
const pieces = capabilityPieces(toolbox);
const capability = capabilityChecks(toolbox.checks, pieces);

test("a capability is what Gate 2 shows with the tripwire, and nothing else", () => {
  expect([...pieces].sort()).toEqual([
    "tripwire.accounts",
    "tripwire.failures",
    "tripwire.logins",
    "tripwire.people",
    "tripwire.restart",
    "tripwire.settings",
  ]);
  expect(capability.size).toBeGreaterThan(30);
  for (const id of [
    "provider/issuer-honoured",
    "provider/autodiscovery-off",
    "provider/refuses-wrong-issuer",
  ]) {
    expect(capability).toContain(id);
  }
  for (const { id, value } of toolbox.checks) {
    if (!capability.has(id)) continue;
    expect(gateOf(id), id).toBe(2);
    expect(
      needsOf(value).some((name) => name.startsWith("tripwire.")),
      id,
    ).toBe(true);
  }
});

const here: Capability = { version: "2.1", settings: { issuer: "a", scopes: ["x", "y"] } };
test.each<readonly [string, Partial<Capability>, string | undefined]>([
  ["the same", {}, undefined],
  ["another version", { version: "2.2" }, "2.1 there and 2.2 here"],
  ["no version", { version: undefined }, "version was not seen here"],
  ["another setting", { settings: { issuer: "b", scopes: ["x", "y"] } }, "differ: issuer"],
  [
    "one setting more",
    { settings: { issuer: "a", scopes: ["x", "y"], nonceSkipped: true } },
    "differ: nonceSkipped",
  ],
  ["no settings", { settings: undefined }, "were not seen here"],
])("on a backend with %s", (_name, change, said) => {
  const difference = capabilityDifference(here, { ...here, ...change });
  if (said === undefined) expect(difference).toBeUndefined();
  else expect(difference).toContain(said);
});

test("two backends that nothing is known of are not the same", () => {
  const nothing = { version: undefined, settings: undefined };
  expect(capabilityDifference(nothing, nothing)).toContain("was not seen there");
});

const verdict = (check: string, change: Partial<Verdict>): Verdict => ({
  spoke: "pilot",
  check,
  gate: 2,
  level: "required",
  outcome: "unknown",
  ...change,
});
const carried = { run: "r", target: "staging" };
const carry = (own: Partial<Verdict>, theirs: Partial<Verdict>, id = "provider/issuer-honoured") =>
  carryVerdicts([verdict(id, own)], [verdict(id, { outcome: "pass", ...theirs })], capability, carried)[0];

test("what was shown there stands in for what nobody may look at here, a fail like a pass", () => {
  expect(carry({}, { seenAt: "2026-06-01T00:00:00Z" })).toMatchObject({
    outcome: "pass",
    carried,
    seenAt: "2026-06-01T00:00:00Z",
    note: "shown on staging, run r",
  });
  const fail = { outcome: "fail", at: "x", exchanges: ["x1"] } as const;
  const cases = [{ name: "c", outcome: "fail", exchanges: ["x2"] }] as const;
  const told = carry({}, { ...fail, cases });
  expect(told).toMatchObject({ outcome: "fail", carried, cases: [{ name: "c" }] });
  // Its exchanges are not in this run's HAR: the same ids mean something else here.
  expect(JSON.stringify(told)).not.toContain("x1");
  expect(JSON.stringify(told)).not.toContain("x2");
});

test("nothing else is carried: no answer of this run, no unknown of that one, no other spoke, no other check", () => {
  for (const [own, theirs, id] of [
    [{ outcome: "fail" }, {}, undefined],
    [{ outcome: "pass" }, { outcome: "fail" }, undefined],
    [{ harnessError: "it threw" }, {}, undefined],
    [{}, { outcome: "unknown" }, undefined],
    [{}, { spoke: "another" }, undefined],
    [{}, {}, "provider/login-completes"],
  ] as const) {
    expect(carry(own, theirs, id)?.carried).toBeUndefined();
  }
});
