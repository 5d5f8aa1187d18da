import { afterAll, expect, test } from "vitest";
import type { Evidence } from "../../core/evidence/index.ts";
import type { Fault } from "../../core/fault.ts";
import type { World } from "../../fixtures/federation/world.ts";
import { allFaults } from "../../scripts/run/faults.ts";
import { unexplained } from "../support/compare.ts";
import { mutations, wronglySaid } from "../support/mutations.ts";
import {
  bench,
  FULL,
  failedIn,
  healthyWorld,
  openTestBrowser,
  type Tried,
  tryWorld,
} from "../support/try-world.ts";

// The account home and the apps that hand their users over: each fault beside a healthy world of its own spoke.
const faults = (await allFaults()).filter(({ id }) => id.startsWith("home/"));
const { toolbox } = await bench();
const browser = await openTestBrowser();
afterAll(() => browser.close());

const healthy = (spoke: string): Promise<Tried> => healthyWorld({ browser, spoke });

test.each(["one.cargo.ac", "cargo.email"])(
  "in the healthy federation nothing of %s is red or unknown",
  async (spoke) => {
    const { harnessErrors, verdicts } = await healthy(spoke);
    expect(harnessErrors).toEqual([]);
    expect(verdicts.filter(({ outcome }) => outcome === "fail" || outcome === "unknown")).toEqual([]);
  },
);

const own = toolbox.checks.filter(({ file }) => /(^|\/)home\//.test(file));

test.each(Object.entries(mutations))(
  "no check of the account home passes or breaks down when a piece it needs is %s",
  async (_how, mutate) => {
    expect(own.length).toBeGreaterThan(12);
    expect(wronglySaid(await healthy("one.cargo.ac"), own, mutate)).toEqual([]);
  },
);

/** What the seed leaves open is right either way. */
const variants: Readonly<
  Record<string, { readonly fault: Fault<World>["apply"]; readonly checks: string[] }>
> = {
  "passes over a forged return address": {
    fault: (world) => {
      world.home.onRefused = () => "forget";
    },
    checks: ["provider/home-return-guard"],
  },
  "lets a new account in without a mail": {
    fault: (world) => {
      world.home.confirmsMail = false;
    },
    checks: ["provider/home-signup-works", "provider/home-return-honoured-after-signup"],
  },
};

test.each(Object.entries(variants))(
  "an account home that %s is right too",
  async (_how, { fault, checks }) => {
    const apply = { why: "another way to be right", breaks: [], seenBy: "browser" as const, apply: fault };
    const { verdicts, harnessErrors, read } = await tryWorld([apply], {
      browser,
      spoke: "one.cargo.ac",
      feeding: checks,
    });
    expect(harnessErrors).toEqual([]);
    const judged = verdicts.filter(({ check }) => checks.includes(check));
    expect(judged.map(({ check, outcome }) => [check, outcome])).toEqual(
      [...checks].sort().map((check) => [check, "pass"]),
    );
    const guard = read("one.cargo.ac", "home.guard");
    const { attempts = [] } = guard?.is === "seen" ? (guard.value as Evidence["home.guard"]) : {};
    // to the very end at each screen: somebody was signed in, or it was refused
    expect(attempts.filter(({ skipped }) => skipped !== undefined)).toEqual([]);
  },
);

test("an app whose return address is not on the allowlist is told so", async () => {
  const { verdicts } = await tryWorld([], { browser, spoke: "exim.cargoworks.ai" });
  const trip = verdicts.find(({ check }) => check === "provider/home-round-trip");
  expect(trip?.outcome).toBe("fail");
  expect(trip).toMatchObject({
    at: "the published allowlist (hub.redirect_allowlist)",
    expected: "https://exim.cargoworks.ai/auth/callback",
    actual: "not on it; of https://exim.cargoworks.ai it has https://exim.cargoworks.ai alone",
  });
});

test.concurrent.each(faults)(
  "$id breaks exactly what it names",
  { timeout: 90_000 },
  async ({ value: fault }) => {
    const spoke = fault.spoke ?? "one.cargo.ac";
    const before = await healthy(spoke);
    const trial = FULL ? { browser } : { browser, feeding: fault.breaks, timeoutMs: 5000 };
    const { verdicts, harnessErrors } = await tryWorld([fault], { ...trial, spoke });
    expect(harnessErrors).toEqual([]);
    expect(failedIn(verdicts)).toEqual([...new Set(fault.breaks)].sort());
    expect(unexplained(before.verdicts, verdicts, fault, toolbox.checks)).toEqual([]);
  },
);
