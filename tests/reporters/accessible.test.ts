import type { Browser } from "@playwright/test";
import axe from "axe-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tellFleet } from "../../reporters/fleet/fleet-page.ts";
import htmlReporter from "../../reporters/html/html.reporter.ts";
import { openBrowser } from "./browser.ts";
import { fleetOf } from "./sample-fleet.ts";
import { full } from "./sample-full.ts";
import { samples } from "./sample-reports.ts";

const PAGES: Readonly<Record<string, () => string>> = {
  noGo: () => htmlReporter.tell(samples.noGo),
  paused: () => htmlReporter.tell(samples.paused),
  full: () => htmlReporter.tell(full),
  fleet: () => tellFleet(fleetOf(12)),
};
const WCAG = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } as const;
/** Colours are all that a theme changes. */
const COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] } as const;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** What axe finds, light by everything of WCAG 2.2 A and AA and dark by its colours, with every fold open. */
const violations = async (html: string): Promise<readonly string[]> => {
  const page = await browser.newPage({ colorScheme: "light", bypassCSP: true });
  await page.setContent(html);
  await page.evaluate(axe.source);
  const look = (runOnly: typeof WCAG | typeof COLOURS) =>
    page.evaluate(async (only) => {
      for (const fold of document.querySelectorAll("details")) fold.open = true;
      const { run } = (window as unknown as { readonly axe: typeof import("axe-core") }).axe;
      const { violations: all } = await run(document, {
        runOnly: { type: only.type, values: [...only.values] },
        resultTypes: ["violations"],
      });
      return all.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map((node) => node.html.slice(0, 120))
            .join(" | ")}`,
      );
    }, runOnly);
  const light = await look(WCAG);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await look(COLOURS);
  await page.close();
  return [...light, ...dark.map((one) => `dark, ${one}`)];
};

test.for(Object.keys(PAGES))("%s: axe finds nothing against WCAG 2.2 AA, light and dark", async (name) => {
  expect(await violations(PAGES[name]?.() ?? "")).toEqual([]);
});

test("axe is at work: a page that nobody can read is found, in both themes", async () => {
  const bad = `<!doctype html><html><head><title>x</title><style>p{color:light-dark(#ccc,#333);background:light-dark(#fff,#000)}:root{color-scheme:light dark}</style></head><body><img src="data:,"><p>pale</p></body></html>`;
  expect((await violations(bad)).map((one) => one.split(":")[0])).toEqual(
    expect.arrayContaining(["color-contrast", "html-has-lang", "image-alt", "dark, color-contrast"]),
  );
});
