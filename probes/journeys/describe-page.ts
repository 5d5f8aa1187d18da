import type { Page as Tab } from "@playwright/test";
import type { Control, Page } from "../../core/evidence/browser.ts";
import { cleanUrl } from "./clean.ts";
import { ask, textOf } from "./page.ts";

const MOST_TABS = 40;

/** Buttons and links with their accessible names, from the accessibility tree. */
const controlsOf = async (tab: Tab): Promise<Control[]> => {
  const tree = await tab
    .locator("body")
    .ariaSnapshot({ timeout: 2000 })
    .catch(() => "");
  return [...tree.matchAll(/^\s*- '?(button|link|menuitem) ("(?:[^"\\]|\\.)*")/gm)].map(
    ([, role = "", name = '""']) => ({
      role,
      name: JSON.parse(name) as string,
    }),
  );
};

/** What the page shows, its own path taken out so that it compares with another page of the same app. */
export const describePage = async (tab: Tab, path: string): Promise<Page> => {
  const bare = path.split("?", 1)[0] ?? path;
  const forms = await Promise.all(
    tab.frames().map((frame) => ask(frame.locator("form").evaluateAll(readForms), [])),
  );
  const counts = await Promise.all(
    tab.frames().map((frame) => ask(frame.locator("input[type=password]").count(), 0)),
  );
  const without = (shown: string) =>
    bare === "/" ? shown : shown.replaceAll(path, "{path}").replaceAll(bare, "{path}");
  return {
    url: without(cleanUrl(tab.url())),
    title: (await ask(tab.title(), "")).slice(0, 200),
    text: without(await textOf(tab, 4000)).slice(0, 400),
    passwordFields: counts.reduce((sum, count) => sum + count, 0),
    forms: forms.flat(),
    controls: await controlsOf(tab),
  };
};

/** Runs in the page. */
const readForms = (forms: Element[]) => {
  // biome-ignore lint/performance/useDomNodeTextContent: what is shown counts, not what the document holds
  const shown = (one: Element | null | undefined) => (one as HTMLElement | null | undefined)?.innerText ?? "";
  return forms.slice(0, 10).map((form) => ({
    words: shown(form).replace(/\s+/g, " ").trim().slice(0, 300),
    fields: [...form.querySelectorAll("input, select, textarea")].slice(0, 30).map((field) => ({
      type: field.getAttribute("type") ?? field.tagName.toLowerCase(),
      name: field.getAttribute("name") ?? "",
      autocomplete: field.getAttribute("autocomplete") ?? "",
      label:
        shown((field as HTMLInputElement).labels?.[0]).slice(0, 100) ||
        (field.getAttribute("aria-label") ?? ""),
    })),
  }));
};

/** Presses Tab from the top and tells after how many presses each control had the focus. */
export const tabOrder = async (tab: Tab, controls: readonly Control[]): Promise<Control[]> => {
  const reached = new Map<string, number>();
  for (let presses = 1; presses <= MOST_TABS && reached.size < controls.length; presses++) {
    await tab.keyboard.press("Tab");
    const focused = tab.locator(":focus");
    const tree = await focused.ariaSnapshot({ timeout: 500 }).catch(() => "");
    const name = /^\s*- '?(?:button|link|menuitem) ("(?:[^"\\]|\\.)*")/.exec(tree)?.[1];
    if (name === undefined && presses > controls.length + 5) break;
    const parsed = name === undefined ? undefined : (JSON.parse(name) as string);
    if (parsed !== undefined && !reached.has(parsed)) reached.set(parsed, presses);
  }
  await ask(
    tab.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()),
    undefined,
  );
  return controls.map((control) => {
    const tabs = reached.get(control.name ?? "");
    return { ...control, ...(tabs !== undefined && { tabs }) };
  });
};
