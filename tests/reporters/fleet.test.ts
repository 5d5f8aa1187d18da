import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { badgeOf } from "../../reporters/fleet/badge.ts";
import { nextOf, standingsOf } from "../../reporters/fleet/fleet.ts";
import { tellFleet } from "../../reporters/fleet/fleet-page.ts";
import { openBrowser } from "./browser.ts";
import { HOSTILE } from "./hostile.ts";
import { fleetOf } from "./sample-fleet.ts";
import { samples } from "./sample-reports.ts";

const folder = mkdtempSync(join(tmpdir(), "fleet-"));
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (text: string) => {
  const file = join(folder, "fleet.html");
  writeFileSync(file, text);
  const page = await browser.newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return { page, asked };
};

test("fifty spokes are painted within a second, in a small file, with no request of their own", async () => {
  const text = tellFleet(fleetOf(50));
  expect(text.length).toBeLessThan(5_000_000);
  const { page, asked } = await open(text);
  const painted = () =>
    page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
  await expect.poll(painted).toBeGreaterThan(0);
  expect(await painted()).toBeLessThan(1_000);
  expect(asked).toHaveLength(1);
  expect(await page.locator("tbody tr").count()).toBe(50);
  expect(await page.locator("tbody a").count()).toBe(49);
  await page.close();
});

test("only a fresh GO of a whole run counts, and the pilot goes before all others", () => {
  const fleet = fleetOf(12);
  const standings = standingsOf(fleet);
  expect(standings.filter(({ goes }) => goes).map(({ id }) => id)).toEqual(["spoke-0", "spoke-4", "spoke-9"]);
  expect(standings[7]).toMatchObject({ id: "spoke-7", stale: true, goes: false });
  const broken = fleet.decided.map(({ readiness }) => ({
    readiness: { ...readiness, harnessErrors: ["ours"] },
  }));
  expect(standingsOf({ ...fleet, decided: broken }).filter(({ goes }) => goes)).toEqual([]);
  const [first, ...others] = fleet.decided;
  if (!first) throw new Error("the sample fleet is empty");
  const partial = {
    ...first,
    readiness: { ...first.readiness, scope: { ...first.readiness.scope, partial: true } },
  };
  expect(nextOf(standingsOf({ ...fleet, decided: [partial, ...others] }))?.id).toBe("spoke-0");
  const planted = { ...first, readiness: { ...first.readiness, faults: ["endpoints/no-hsts"] } };
  expect(nextOf(standingsOf({ ...fleet, decided: [planted, ...others] }))?.id).toBe("spoke-0");
  // The pilot has its GO: next is who lacks least.
  expect(nextOf(standings)?.decided?.readiness.decision).toBe("HELD");
});

test("the newest decision of a spoke counts, whatever order they come in", () => {
  const at = (decidedAt: string, decision: "GO" | "NO-GO") => ({
    readiness: { ...samples.go.readiness, decision, decidedAt },
  });
  const decided = [at("2026-11-20T11:00:00.000Z", "NO-GO"), at("2026-11-20T10:00:00.000Z", "GO")];
  for (const order of [decided, decided.toReversed()]) {
    const [standing] = standingsOf({
      members: [],
      decided: order,
      now: "2026-11-20T12:00:00.000Z",
      freshHours: 24,
    });
    expect(standing?.decided?.readiness.decision).toBe("NO-GO");
  }
});

test("what blocks the next spoke stands on the page, in the checks' own words", () => {
  const blocked = fleetOf(2);
  const [pilot] = blocked.decided;
  if (!pilot) throw new Error("the sample fleet is empty");
  const page = tellFleet({
    ...blocked,
    decided: [{ ...pilot, readiness: { ...samples.noGo.readiness, spoke: "spoke-0" } }],
  });
  expect(page).toContain("Spoke 0");
  expect(page).toContain("The two hosts name different issuers");
  expect(page).toContain("endpoints/issuer-same-from-both-hosts");
});

test("a hostile document is inert, and leads nowhere", async () => {
  const hostile = Object.values(HOSTILE);
  const text = tellFleet({
    members: hostile.map((id, at) => ({ id: `${id}${at}`, name: id })),
    now: "2026-11-20T12:00:00.000Z",
    freshHours: 24,
    decided: hostile.map((said, at) => ({
      readiness: {
        ...samples.noGo.readiness,
        spoke: `${said}${at}`,
        target: HOSTILE.attribute,
        verdicts: samples.noGo.readiness.verdicts.map((one) => ({ ...one, actual: said, because: said })),
      },
      report: [HOSTILE.link, "//evil.test/x", "https://evil.test", HOSTILE.attribute][at % 4] ?? "",
    })),
  });
  const { page, asked } = await open(text);
  expect(
    await page.evaluate(() => ({
      pwned: (window as unknown as { readonly __pwned?: number }).__pwned,
      injected: document.querySelectorAll(".injected, script, iframe, link, base, img, a").length,
      rows: document.querySelectorAll("tbody tr").length,
    })),
  ).toEqual({ pwned: undefined, injected: 0, rows: hostile.length });
  expect(asked).toHaveLength(1);
  await page.close();
});

test("a badge is what shields.io reads, and never green for what is old, partial or broken", () => {
  const { readiness } = samples.go;
  const badge = (one: typeof readiness | undefined, now = "2026-11-20T12:00:00.000Z") =>
    JSON.parse(badgeOf(one, now, 24));
  expect(badge(readiness)).toEqual({
    schemaVersion: 1,
    label: "cutover local",
    message: "GO",
    color: "brightgreen",
    cacheSeconds: 300,
  });
  expect(badge(readiness, "2026-11-25T12:00:00.000Z")).toMatchObject({
    message: "GO, 5 days old",
    color: "lightgrey",
  });
  expect(badge({ ...readiness, decidedAt: "nonsense" }).color).toBe("lightgrey");
  expect(badge({ ...readiness, harnessErrors: ["x"] }).color).toBe("lightgrey");
  expect(badge(samples.partial.readiness)).toMatchObject({ message: "partial run", color: "lightgrey" });
  expect(badge(undefined)).toMatchObject({ message: "never gated", color: "lightgrey" });
  expect(badge(samples.paused.readiness).color).toBe("orange");
});

test("the hub stands in the table, and is neither counted as a spoke nor anybody's turn", () => {
  const fleet = fleetOf(3);
  const page = tellFleet({ ...fleet, members: [{ id: "hub", name: "Cargo Account" }, ...fleet.members] });
  expect(page).toMatch(/<h1>\d of 3 spokes may be cut over\.<\/h1>/);
  expect(page).toContain("Cargo Account");
  const standings = standingsOf({ ...fleet, members: [{ id: "hub", name: "Cargo Account" }], decided: [] });
  expect(nextOf(standings)).toBeUndefined();
});
