import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import reporter from "../../reporters/html/html.reporter.ts";
import { openBrowser } from "./browser.ts";
import { full } from "./sample-full.ts";
import { samples } from "./sample-reports.ts";

const reports = { ...samples, full };

const folder = mkdtempSync(join(tmpdir(), "report-"));
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (name: keyof typeof reports, hash = "", dark = false): Promise<Page> => {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, reporter.tell(reports[name]));
  const page = await browser.newPage({ colorScheme: dark ? "dark" : "light" });
  await page.goto(pathToFileURL(file).href + hash);
  return page;
};

const DECISIONS = {
  go: "GO CargoWorks AI is ready to cut over.",
  noGo: "NO-GO CargoWorks AI must not be cut over.",
  paused: "PAUSED The rollout of CargoWorks AI waits for an architecture review.",
  notKnown: "UNKNOWN It is not known whether CargoWorks AI may be cut over.",
  held: "HELD CargoWorks AI is held until the pilot has a GO in force.",
  partial: "PARTIAL RUN A partial run decides nothing.",
  waived: "GO CargoWorks AI is ready to cut over.",
} as const;

test.for(Object.keys(DECISIONS) as (keyof typeof DECISIONS)[])(
  "%s: the decision comes first, in plain words",
  async (name) => {
    const page = await open(name);
    expect(((await page.locator("h1").textContent()) ?? "").replace(/\s+/g, " ")).toBe(DECISIONS[name]);
    await page.close();
  },
);

test("a GO that rests on a waiver never claims that everything was demonstrated", () => {
  expect(reporter.tell(samples.go)).toContain("Every required check was demonstrated");
  const waived = reporter.tell(samples.waived);
  expect(waived).not.toContain("Every required check was demonstrated");
  expect(waived).toContain("41 of 42 required checks were demonstrated in this run; 1 waived by a person.");
  expect(waived).toMatch(/Waived<\/strong> by identity team until 2026-12-31/);
});

test.for(["noGo", "full"] as const)(
  "%s: every check has one place with its id, and every inner link leads to one",
  async (name) => {
    const page = await open(name);
    const { ids, inner } = await page.evaluate(() => ({
      ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
      inner: [...document.querySelectorAll("a[href^='#']")].map(
        (one) => decodeURIComponent((one.getAttribute("href") ?? "").slice(1)).split("?")[0],
      ),
    }));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    for (const { check } of reports[name].readiness.verdicts) expect(ids).toContain(check);
    expect(inner.filter((id) => !ids.includes(id ?? ""))).toEqual([]);
    await page.close();
  },
);

test("the policy names exactly this style and this script, and the page has no other", () => {
  const page = reporter.tell(samples.noGo);
  const hash = (text: string | undefined) =>
    `sha256-${createHash("sha256")
      .update(text ?? "")
      .digest("base64")}`;
  const [style] = /(?<=<style>)[\s\S]*?(?=<\/style>)/.exec(page) ?? [];
  const [script] = /(?<=<script>)[\s\S]*?(?=<\/script>)/.exec(page) ?? [];
  const [policy = ""] = /(?<=Content-Security-Policy" content=")[^"]*/.exec(page) ?? [];
  expect(policy).toContain("default-src &#39;none&#39;");
  expect(policy).toContain(hash(style));
  expect(policy).toContain(hash(script));
  expect(policy).not.toContain("unsafe");
  expect(page.match(/<script/g)).toHaveLength(1);
});

test("a deep link opens its row, a filter link filters, the search finds, with no message on the console", async () => {
  const page = await open("noGo", "#endpoints/discovery-answers");
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  const shown = () => page.locator(".row:visible").count();
  expect(await page.locator("[id='endpoints/discovery-answers']").getAttribute("open")).not.toBe(null);
  expect(await shown()).toBe(samples.noGo.readiness.verdicts.length);
  await page.evaluate(() => {
    location.hash = "checks?gate=1&outcome=fail";
  });
  await expect.poll(shown).toBe(3);
  expect(await page.locator(".shown").textContent()).toBe("3 of 46 checks");
  await page.getByRole("searchbox").fill("PKCE plain");
  expect(await shown()).toBe(1);
  await page.evaluate(() => {
    location.hash = "claims/id-token-valid";
  });
  await page.getByRole("searchbox").fill("no such thing");
  expect(await shown()).toBe(0);
  expect(said).toEqual([]);
  await page.close();
});

test("the colours follow the reader, and the toggle turns them without storing anything", async () => {
  const page = await open("go", "", true);
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await paper();
  await page.getByRole("button", { name: "Use light colours" }).click();
  const light = await paper();
  expect(light).not.toBe(dark);
  await page.reload();
  expect(await paper()).toBe(dark);
  await page.close();
});

test("without scripts the page is whole: all rows, no dead controls", async () => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  writeFileSync(join(folder, "plain.html"), reporter.tell(samples.noGo));
  await page.goto(pathToFileURL(join(folder, "plain.html")).href);
  expect(await page.locator(".row:visible").count()).toBe(46);
  expect(await page.locator("form:visible, button:visible:not([popovertarget])").count()).toBe(0);
  await page.close();
});

test("a cell of the claims matrix opens to its value, exchange and time, without a script", async () => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  writeFileSync(join(folder, "cells.html"), reporter.tell(samples.noGo));
  await page.goto(pathToFileURL(join(folder, "cells.html")).href);
  const cell = page.locator("td.cell.pressing").first();
  const opened = cell.locator("[popover]");
  expect(await opened.isVisible()).toBe(false);
  await cell.getByRole("button").click();
  expect(await opened.isVisible()).toBe(true);
  expect(await opened.textContent()).toMatch(/should be|why|is/);
  await page.close();
});

test.for(["noGo", "full"] as const)(
  "%s: headings do not skip a level, controls have names, nothing is wider than a small screen",
  async (name) => {
    const page = await open(name);
    const levels = await page.evaluate(() =>
      [...document.querySelectorAll("h1,h2,h3,h4")].map(({ tagName }) => Number(tagName[1])),
    );
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
    const unnamed = await page.evaluate(
      () =>
        [...document.querySelectorAll("button,input,a")].filter(
          (one) => !(one.textContent?.trim() || one.getAttribute("aria-label") || one.closest("label")),
        ).length,
    );
    expect(unnamed).toBe(0);
    await page.setViewportSize({ width: 360, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.close();
  },
);

test("the claims matrix compares the true values, although it shows them masked", async () => {
  const healthy = await open("go");
  expect(await healthy.locator("td.cell:not(.present)").count()).toBe(0);
  const broken = await open("noGo");
  expect(await broken.locator("td.cell.wrong-value").count()).toBe(0);
  expect(await broken.locator("td.cell.missing.pressing").count()).toBe(1);
  expect(await broken.locator("td.cell.wrong-type.pressing").count()).toBe(1);
  expect(await broken.locator(".losses").textContent()).toContain("username vanished");
  await Promise.all([healthy.close(), broken.close()]);
});

test("the login is drawn with the issuer's host as what it is, and listed in words", async () => {
  const page = await open("noGo");
  expect(await page.locator(".sequence .head.backend").count()).toBe(1);
  expect(await page.locator(".sequence .wrong").count()).toBe(1);
  expect(await page.locator("#login ~ .film img").count()).toBe(2);
  expect(await page.locator("#login ~ details li").count()).toBe(12);
  await page.close();
});

/** What a section says, as one line. */
const section = async (page: Page, id: string): Promise<string> =>
  ((await page.locator(`section:has(> [id="${id}"])`).textContent()) ?? "").replace(/\s+/g, " ");

test("what is known beside the verdicts is told: each in its own section, nothing where nothing is known", async () => {
  const page = await open("full");
  expect(await section(page, "accepted")).toContain("41 days left");
  expect(await section(page, "accepted")).toContain("5 days left");
  expect(await section(page, "drift")).toContain(
    "the baseline that release engineering approved on 2026-11-01: 2 changes",
  );
  expect(await section(page, "checklists")).toMatch(/Internal app migration ?2 of 4/);
  expect(await section(page, "checklists")).toContain("3 open");
  expect(await section(page, "latency")).toMatch(/discovery ?15 ms over budget|discovery ?15 ms/);
  expect(await section(page, "run")).toContain("250 worlds with one thing wrong");
  expect(await section(page, "decision")).toContain(
    "Wrong on purpose: this federation was run with the fault",
  );
  const rows = page.locator("section:has(> #tripwire) > .scroll tbody tr");
  expect((await rows.allTextContents()).map((row) => row.split("https")[0])).toEqual([
    "issuerhonoured",
    "authorizationhonoured",
    "tokenoverridden",
    "userinfonot observable",
    "jwksignored",
  ]);
  expect(await section(page, "review")).toContain("Mode in force: a mixture.");
  expect(await section(page, "review")).toContain("A discovery document for spokes on the public domain");
  await page.close();
  for (const id of ["accepted", "drift", "tripwire", "checklists", "latency"]) {
    expect(reporter.tell(samples.go)).not.toContain(`id="${id}"`);
  }
});

test("the hosts that a browser was led to are listed, those that nobody may see first", async () => {
  const page = await open("noGo");
  const rows = await page.locator("section:has(> #exposure) tbody tr").allTextContents();
  expect(rows[0]).toMatch(/^hubref\.supabase\.co ?backend: issuer's backend host ?no ?1 request/);
  const told = page.locator("section:has(> #exposure) .exposed");
  expect(await told.locator("li").allTextContents()).toEqual([
    "hop 5 fetch: hubref.supabase.co (issuer's backend host)GET https://hubref.supabase.co/auth/v1/settings",
  ]);
  expect(await told.locator("img").getAttribute("alt")).toContain("Cargo asks who it is");
  expect(rows.filter((row) => /^\S+(backend|vendor|foreign):/.test(row))).toHaveLength(1);
  await page.close();
});

test("a failure can be repeated: by curl where it was seen over HTTP, and by the harness as it was run", () => {
  const page = reporter.tell(full);
  expect(page).toContain("https://api.cargoworks.ai/auth/v1/admin/custom-providers&#39;</code>");
  expect(page).toContain(
    "--world healthy --fault provider/discovery-forced --check provider/autodiscovery-off",
  );
  expect(page).not.toContain("--check readiness/");
});

test("a verdict that rests on a cached answer says how old that may be", async () => {
  const page = await open("full", "#endpoints/discovery-answers");
  const row = page.locator("[id='endpoints/discovery-answers']");
  expect(await row.textContent()).toContain("discovery.public came out of a cache and may be 6 min old");
  await page.close();
});

test("a picture says where it lies, seen from the report", () => {
  expect(reporter.tell(samples.noGo)).toContain('<code class="file">journeys/login-1.png</code>');
});
