import { expect, test } from "vitest";
import { needsOf } from "../../core/plan.ts";
import { allFaults } from "../../scripts/run/faults.ts";
import { odd, unexplained } from "../support/compare.ts";
import { bench, FULL, failedIn, healthyWorld, PILOT, type Trial, tryWorld } from "../support/try-world.ts";

/** Families of evidence that cost hundreds of requests, and that few faults can show in: docs/decisions/012. */
const DEAR = [
  /^tripwire\./,
  /^claims\./,
  /^tenant\.reads$/,
  /^tenant\.guesses$/,
  /^tenant\.hosts$/,
  /^tenant\.(writes|crossings)$/,
];

/**
 * The laws of the fault matrix over HTTP, for the faults of the rooms that `held` says: the healthy federation turns
 * nothing red at this spoke, and every fault breaks exactly what it names, with all probes run again in a world of its
 * own. A world waits now and then for a server that was told to be slow, so a few stand side by side.
 */
export const holdFaults = async (
  held: (room: string) => boolean,
  { spoke: healthyAt, checks }: { readonly spoke: string; readonly checks: number } = {
    spoke: PILOT,
    checks: 100,
  },
): Promise<void> => {
  const faults = (await allFaults()).filter(
    ({ id, value }) => value.seenBy === "http" && held(id.split("/")[0] ?? ""),
  );
  const { toolbox } = await bench();
  const restsOn = (check: string, topic: RegExp) => {
    const found = toolbox.checks.find(({ id }) => id === check);
    return found !== undefined && needsOf(found.value).some((name) => topic.test(name));
  };
  /** Without what is dear, unless the fault shows there. */
  const trialOf = (breaks: readonly string[]): Trial => {
    const spared = FULL ? [] : DEAR.filter((family) => !breaks.some((check) => restsOn(check, family)));
    return { without: (name) => spared.some((family) => family.test(name)) };
  };

  test("the healthy federation turns nothing red and leaves nothing unknown", async () => {
    const healthy = await healthyWorld({ spoke: healthyAt });
    expect(healthy.harnessErrors).toEqual([]);
    expect(odd(healthy.verdicts)).toEqual([]);
    expect(healthy.verdicts.length).toBeGreaterThan(checks);
  });

  test.concurrent.each(faults)("$id breaks exactly what it names", async ({ value: fault }) => {
    const spoke = fault.spoke ?? PILOT;
    const before = await healthyWorld({ spoke });
    const { verdicts, harnessErrors } = await tryWorld([fault], { ...trialOf(fault.breaks), spoke });
    expect(harnessErrors).toEqual([]);
    expect(failedIn(verdicts)).toEqual([...new Set(fault.breaks)].sort());
    expect(unexplained(before.verdicts, verdicts, fault, toolbox.checks)).toEqual([]);
  });
};
