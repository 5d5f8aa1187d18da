import { afterAll, expect, test } from "vitest";
import { allFaults } from "../../scripts/run/faults.ts";
import { unexplained } from "../support/compare.ts";
import { bench } from "../support/try-world.ts";
import { openBrowser, walkWorld } from "./world.ts";

const faults = (await allFaults()).filter(({ value }) => value.seenBy === "browser");
const { toolbox } = await bench();
const browser = await openBrowser();
afterAll(() => browser.close());
const healthy = await walkWorld(browser);

test("the healthy federation turns nothing red in the browser, and nothing is unknown", () => {
  expect(healthy.harnessErrors).toEqual([]);
  const odd = healthy.verdicts.filter(({ outcome }) => outcome !== "pass");
  expect(
    odd.map(({ check, because, at, expected, actual }) => ({ check, because, at, expected, actual })),
  ).toEqual([]);
  expect(healthy.verdicts.length).toBeGreaterThan(15);
});

test.concurrent.each(faults)("$id breaks exactly what it names", async ({ value: fault }) => {
  const { verdicts, harnessErrors } = await walkWorld(browser, { faults: [fault], feeding: fault.breaks });
  expect(harnessErrors).toEqual([]);
  const failed = verdicts.filter(({ outcome }) => outcome === "fail").map(({ check }) => check);
  expect(failed.sort()).toEqual([...fault.breaks].sort());
  const before = healthy.verdicts.filter(({ check }) => verdicts.some((one) => one.check === check));
  expect(unexplained(before, verdicts, fault, toolbox.checks)).toEqual([]);
});
