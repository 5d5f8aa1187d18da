import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tellConsole } from "../../reporters/console/tell-console.ts";
import htmlReporter from "../../reporters/html/html.reporter.ts";
import readinessReporter from "../../reporters/json/readiness.reporter.ts";
import shownReporter from "../../reporters/json/shown.reporter.ts";
import junitReporter from "../../reporters/junit/junit.reporter.ts";
import markdownReporter from "../../reporters/markdown/markdown.reporter.ts";
import { openBrowser } from "./browser.ts";
import { hostileReport } from "./hostile.ts";
import { alice } from "./sample-subjects.ts";

const report = hostileReport();
const folder = mkdtempSync(join(tmpdir(), "hostile-report-"));
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

/** What a Markdown reader would not take for a code span or an escaped character. */
const outsideCode = (text: string): string => {
  let outside = "";
  for (let at = 0; at < text.length; ) {
    const fence = /^`+/.exec(text.slice(at, at + 50))?.[0];
    if (text[at] === "\\") at += 2;
    else if (fence === undefined) outside += text[at++];
    else {
      const close = new RegExp(`(?<!\`)${fence}(?!\`)`).exec(text.slice(at + fence.length));
      if (!close) throw new Error(`a code span does not end: ${text.slice(at, at + 80)}`);
      at += fence.length + close.index + fence.length;
    }
  }
  return outside;
};

test("the HTML report of a hostile system is inert in a browser", async () => {
  const file = join(folder, "report.html");
  writeFileSync(file, htmlReporter.tell(report));
  const page = await browser.newPage();
  const seen: string[] = [];
  page.on("dialog", (dialog) => {
    seen.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => seen.push(request.url().slice(0, 200)));
  page.on("pageerror", (error) => seen.push(`error ${error.message}`));
  page.on("console", (message) => seen.push(`console ${message.text()}`));
  const url = pathToFileURL(file).href;
  await page.goto(url);
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
  const found = await page.evaluate(() => ({
    pwned: (window as unknown as { readonly __pwned?: number }).__pwned,
    injected: document.querySelectorAll(".injected, iframe, link, base, object, embed, img").length,
    scripts: document.querySelectorAll("script").length,
    styles: document.querySelectorAll("style").length,
    handlers: [...document.querySelectorAll("*")].filter((one) =>
      [...one.attributes].some(({ name }) => name.startsWith("on") || name === "style"),
    ).length,
    links: [...document.querySelectorAll("a[href]")]
      .map((one) => one.getAttribute("href") ?? "")
      .filter((href) => !/^(#|https:\/\/)/.test(href)),
    rows: document.querySelectorAll(".row").length,
  }));
  expect(found).toEqual({
    pwned: undefined,
    injected: 0,
    scripts: 1,
    styles: 1,
    handlers: 0,
    links: [],
    rows: report.readiness.verdicts.length,
  });
  expect(seen).toEqual([url]);
  await page.close();
}, 60_000);

test("even a script that slipped into the page would not run", async () => {
  const file = join(folder, "slipped.html");
  const slipped = `<script>window.__pwned = 1</script><img src="https://evil.test/x.png" onerror="window.__pwned = 2">`;
  writeFileSync(file, htmlReporter.tell(report).replace("<main>", `<main>${slipped}`));
  const page = await browser.newPage();
  const requests: string[] = [];
  page.on("requestfinished", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  expect(await page.evaluate(() => (window as unknown as { readonly __pwned?: number }).__pwned)).toBe(
    undefined,
  );
  expect(requests.filter((url) => !url.startsWith("file:"))).toEqual([]);
  await page.close();
}, 60_000);

test("junit.xml of a hostile system parses as XML and keeps every verdict", async () => {
  const xml = junitReporter.tell(report);
  const page = await browser.newPage();
  const parsed = await page.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, "application/xml");
    return {
      error: document.querySelector("parsererror")?.textContent,
      cases: document.querySelectorAll("testcase").length,
      root: document.documentElement.tagName,
    };
  }, xml);
  expect(parsed).toEqual({ error: undefined, cases: report.readiness.verdicts.length, root: "testsuites" });
  await page.close();
});

test("the console gets no control character but line breaks, and colours only when asked", () => {
  const plain = tellConsole(report, { colour: false, width: 80, htmlPath: "runs/x/report.html" });
  expect(plain.replaceAll("\n", "")).not.toMatch(CONTROLS);
  const coloured = tellConsole(report, { colour: true, width: 80, htmlPath: "runs/x/report.html" });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours
  expect(coloured.replace(/\u001b\[\d+m/g, "").replaceAll("\n", "")).not.toMatch(CONTROLS);
  expect(plain.length).toBeLessThan(100_000);
});

test("Markdown keeps hostile text in code spans and escapes", () => {
  const text = markdownReporter.tell(report);
  expect(text.replaceAll("\n", "")).not.toMatch(CONTROLS);
  expect(text.length).toBeLessThan(100_000);
  const outside = outsideCode(text);
  expect(outside).not.toMatch(/<[a-z!/]/i);
  expect(outside).not.toMatch(/(?<!\\)\]\(|@everyone|https?:\/\//);
  expect(text).not.toMatch(/^# heading/m);
});

test("nothing that is shown to others holds the test users' personal data", () => {
  const texts = [htmlReporter, markdownReporter, junitReporter, shownReporter].map((one) => one.tell(report));
  for (const text of [...texts, tellConsole(report, { colour: false, width: 80, htmlPath: "x" })]) {
    expect(text.toLowerCase()).not.toContain(alice.email.toLowerCase());
    expect(text.toLowerCase()).not.toContain(encodeURIComponent(alice.email).toLowerCase());
  }
  expect(htmlReporter.tell(report)).toContain("email of alice");
});

test("readiness.json is the record: hostile text stays as it is, as JSON", () => {
  const { deepest: _, ...rest } = { deepest: 0, ...report };
  const shallow = {
    ...rest,
    readiness: {
      ...rest.readiness,
      verdicts: rest.readiness.verdicts.filter(({ check }) => !/deep|objects/.test(check)),
    },
  };
  expect(JSON.parse(readinessReporter.tell(shallow)).verdicts[0].at).toBe(shallow.readiness.verdicts[0]?.at);
});

test("megabytes of hostile text cost a second at most in each report, and no report grows with them", () => {
  for (const { file, tell } of [htmlReporter, markdownReporter, junitReporter, shownReporter]) {
    const from = performance.now();
    const text = tell(report);
    // Generous for a busy machine: on a quiet one it is a tenth of that.
    expect(performance.now() - from, file).toBeLessThan(5_000);
    if (file !== shownReporter.file) expect(text.length, file).toBeLessThan(5_000_000);
  }
});
