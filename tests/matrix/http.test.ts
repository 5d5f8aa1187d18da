import { expect, test } from "vitest";
import { allFaults } from "../../scripts/run/faults.ts";
import { unexplained } from "../support/compare.ts";
import { bench, failedIn, PILOT, tryWorld } from "../support/try-world.ts";

const faults = (await allFaults()).filter(({ value }) => value.seenBy === "http");
const { toolbox } = await bench();
const healthy = await tryWorld([]);

test("the healthy federation turns nothing red and leaves nothing unknown", () => {
  expect(healthy.harnessErrors).toEqual([]);
  const odd = healthy.verdicts.filter(({ outcome }) => outcome === "fail" || outcome === "unknown");
  expect(odd).toEqual([]);
  expect(healthy.verdicts.length).toBeGreaterThan(50);
});

test.each(faults)("$id breaks exactly what it names", async ({ value: fault }) => {
  const spoke = fault.spoke ?? PILOT;
  const before = spoke === PILOT ? healthy : await tryWorld([], { spoke });
  const { verdicts, harnessErrors } = await tryWorld([fault], { spoke });
  expect(harnessErrors).toEqual([]);
  expect(failedIn(verdicts)).toEqual([...new Set(fault.breaks)].sort());
  expect(unexplained(before.verdicts, verdicts, fault, toolbox.checks)).toEqual([]);
});
