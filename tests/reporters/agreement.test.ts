import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { deviationOf, type Expectations, fixedUpstream, standingOf } from "../../core/agreement.ts";
import { agreementPage, oddOnes, tellOdd } from "../../reporters/agreement/page.ts";
import { AGREEMENT, readExpectations, readRecorded } from "../../scripts/agreement/data.ts";
import { recordRun } from "../../scripts/agreement/record.ts";
import { openToolbox } from "../../scripts/run/toolbox.ts";

const issue = "https://example.com/issues/1";
const known: Expectations = {
  systems: { alpha: { title: "Alpha", about: "One." }, "alpha-next": { title: "Next", about: "Two." } },
  deviations: [
    {
      checks: ["endpoints/hsts-set"],
      systems: ["alpha"],
      of: "hub",
      outcome: "fail",
      why: "no header",
      issue,
    },
    { checks: ["claims/amr-known"], systems: ["alpha*"], outcome: "unknown", why: "nothing to see" },
  ],
};
const run = (rows: Record<string, "pass" | "fail" | "unknown" | "not-applicable">) => ({
  run: "r",
  on: "2026-01-01",
  ruleset: "1",
  decision: "PAUSED",
  rows,
});

test("a row without an entry must pass or not apply; an entry says what else, on which systems, for whose row", () => {
  expect(deviationOf(known, "alpha", "hub endpoints/hsts-set")?.why).toBe("no header");
  expect(deviationOf(known, "alpha", "endpoints/hsts-set")).toBeUndefined();
  expect(deviationOf(known, "alpha-next", "hub endpoints/hsts-set")).toBeUndefined();
  expect(deviationOf(known, "alpha-next", "claims/amr-known")?.outcome).toBe("unknown");
  expect(standingOf(undefined, "not-applicable")).toBe("as expected");
  expect(standingOf(undefined, "unknown")).toBe("otherwise");
  expect(standingOf(known.deviations[0], "fail")).toBe("as expected");
  expect(standingOf(known.deviations[0], "unknown")).toBe("otherwise");
});

test("an expected fail that passes is told as fixed upstream, on the page and by a run", () => {
  const recorded = { alpha: run({ "hub endpoints/hsts-set": "pass", "claims/amr-known": "pass" }) };
  expect(oddOnes(known, recorded).map(tellOdd)).toEqual([
    `alpha: hub endpoints/hsts-set passes: fixed upstream, drop the exception (${issue})`,
    "alpha: claims/amr-known is pass, expected unknown",
  ]);
  expect(agreementPage(known, recorded, "")).toContain("**≠ pass**");
  const verdict = { check: "endpoints/hsts-set", outcome: "pass" as const };
  expect(fixedUpstream(known, "alpha", [{ ...verdict, spoke: "hub" }])).toEqual([
    expect.stringMatching(/hsts-set passes here: fixed upstream, drop the exception .*issues\/1/),
  ]);
  expect(fixedUpstream(known, "alpha", [{ ...verdict, spoke: "app" }])).toEqual([]);
});

test("docs/agreement.md is what expectations, recorded verdicts and notes say (npm run agreement)", () => {
  const page = agreementPage(readExpectations(), readRecorded(), readFileSync(AGREEMENT.notes, "utf8"));
  expect(readFileSync(AGREEMENT.page, "utf8")).toBe(page);
});

test("every entry names checks that exist, and every recorded verdict is the expected one", async () => {
  const { checks } = await openToolbox();
  const ids = new Set(checks.map(({ id }) => id));
  const expected = readExpectations();
  expect(expected.deviations.flatMap((one) => one.checks.filter((id) => !ids.has(id)))).toEqual([]);
  expect(oddOnes(expected, readRecorded()).map(tellOdd)).toEqual([]);
});

test("what was typed wrongly is answered with what to type", () => {
  expect(() => recordRun("latest", known, ".")).toThrow(/SYSTEM=RUN/);
  expect(() => recordRun("alhpa=latest", known, ".")).toThrow(/alpha/);
  expect(() => recordRun("alpha=nowhere", known, ".")).toThrow(/nowhere/);
});
