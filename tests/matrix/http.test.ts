import { expect, test } from "vitest";
import { allFaults } from "../../scripts/run/faults.ts";
import { unexplained } from "../support/compare.ts";
import { bench, tryWorld } from "../support/try-world.ts";

const faults = (await allFaults()).filter(({ value }) => value.seenBy === "http");
const { toolbox } = await bench();
const healthy = await tryWorld([]);

test("the healthy federation turns nothing red, and nothing is unknown", () => {
  expect(healthy.harnessErrors).toEqual([]);
  const odd = healthy.verdicts.filter(({ outcome }) => outcome === "fail" || outcome === "unknown");
  expect(
    odd.map(({ spoke, check, because, at, expected, actual }) => ({
      spoke,
      check,
      because,
      at,
      expected,
      actual,
    })),
  ).toEqual([]);
  expect(healthy.verdicts.length).toBeGreaterThan(30);
});

test.each(faults)("$id breaks exactly what it names", async ({ value: fault }) => {
  const spoke = fault.spoke ?? "cargoworks-ai";
  const before = spoke === "cargoworks-ai" ? healthy : await tryWorld([], spoke);
  const { verdicts, harnessErrors } = await tryWorld([fault], spoke);
  expect(harnessErrors).toEqual([]);
  const failed = verdicts.filter(({ outcome }) => outcome === "fail").map(({ check }) => check);
  expect([...new Set(failed)].sort()).toEqual([...new Set(fault.breaks)].sort());
  expect(unexplained(before.verdicts, verdicts, fault, toolbox.checks)).toEqual([]);
});
