import { afterAll, expect, test } from "vitest";
import { allFaults } from "../../scripts/run/faults.ts";
import { odd, unexplained } from "../support/compare.ts";
import { bench, FULL, failedIn, healthyWorld, openTestBrowser, tryWorld } from "../support/try-world.ts";

const faults = (await allFaults()).filter(
  ({ id, value }) => value.seenBy === "browser" && !id.startsWith("home/"),
);
const { toolbox } = await bench();
const browser = await openTestBrowser();

afterAll(() => browser.close());

test("the healthy federation turns nothing red in a browser and leaves nothing unknown", {
  timeout: 90_000,
}, async () => {
  const healthy = await healthyWorld({ browser });
  expect(healthy.harnessErrors).toEqual([]);
  expect(odd(healthy.verdicts)).toEqual([]);
});

test.concurrent.each(faults)(
  "$id breaks exactly what it names",
  { timeout: 90_000 },
  async ({ value: fault }) => {
    const trial = FULL ? { browser } : { browser, feeding: fault.breaks, timeoutMs: 5000 };
    const { verdicts, harnessErrors } = await tryWorld([fault], trial);
    expect(harnessErrors).toEqual([]);
    expect(failedIn(verdicts)).toEqual([...new Set(fault.breaks)].sort());
    const { verdicts: before } = await healthyWorld({ browser });
    expect(unexplained(before, verdicts, fault, toolbox.checks)).toEqual([]);
  },
);
