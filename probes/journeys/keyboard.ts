import type { Locator, Page } from "@playwright/test";
import type { KeyStep } from "../../core/evidence/key-step.ts";
import { ask, until } from "./page.ts";
import type { Watch } from "./watch.ts";

/** A person gives up before this. */
const MOST_PRESSES = 60;
/** How long Enter may take to show that it did something: a request, in practice at once. */
const EFFECT_MS = 1500;

/** Runs in the page: whether this has the focus, shadow trees included. */
const holdsFocus = (one: Element): boolean =>
  (one.getRootNode() as Document | ShadowRoot).activeElement === one;

const NOTHING = "the page itself";

/** Runs in the page: what has the focus, in a few words. */
const focused = (): string => {
  const one = document.activeElement;
  if (!one || one === document.body) return "the page itself";
  // biome-ignore lint/performance/useDomNodeTextContent: what is shown counts, not what the document holds
  const text = one.getAttribute("aria-label") ?? (one as HTMLElement).innerText ?? "";
  return `${one.localName} ${text || (one.getAttribute("name") ?? "")}`
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 60);
};

/** Presses Tab from where the focus is until this has it; tells how often, or where the focus went instead. */
export const tabTo = async (page: Page, name: string, control: Locator): Promise<KeyStep> => {
  const passed = new Set<string>();
  let rounds = 0;
  for (let presses = 0; presses <= MOST_PRESSES; presses++) {
    if (await ask(control.evaluate(holdsFocus, undefined, { timeout: 500 }), false))
      return { name, reached: true, presses };
    await page.keyboard.press("Tab");
    const now = await ask(page.evaluate(focused), "nothing that could be asked");
    passed.add(now);
    if (now === NOTHING) rounds += 1;
    // the focus has been everywhere once, from one end of the page to the other
    if (rounds > 1) return { name, reached: false, presses: presses + 1, passed: [...passed].slice(0, 12) };
  }
  return { name, reached: false, presses: MOST_PRESSES, passed: [...passed].slice(0, 12) };
};

/** Uses a control by Tab and Enter; where that does nothing by a click, so that the walk goes on. */
export const useByKeyboard = async (
  page: Page,
  watch: Watch,
  name: string,
  control: Locator,
): Promise<KeyStep> => {
  const step = await tabTo(page, name, control);
  if (step.reached === true) {
    const mark = watch.mark();
    await page.keyboard.press("Enter").catch(() => undefined);
    if (await until(() => watch.mark() > mark, EFFECT_MS)) return { ...step, worked: true };
  }
  await control.click({ noWaitAfter: true });
  return { ...step, worked: false };
};

/** The same text, however the field writes it. */
const reads = async (field: Locator, text: string): Promise<boolean> =>
  (await ask(field.inputValue({ timeout: 500 }), "")).trim().toLowerCase() === text.trim().toLowerCase();

/** Fills in a field by Tab and typing; where that does not bring the text in, without, so that the walk goes on. */
export const typeByKeyboard = async (
  page: Page,
  name: string,
  field: Locator,
  text: string,
): Promise<KeyStep> => {
  const step = await tabTo(page, name, field);
  if (step.reached === true) {
    // what a browser or an app filled in beforehand is typed over
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(text);
    if (await reads(field, text)) return { ...step, typed: true };
  }
  await field.fill(text);
  return step.reached === true ? { ...step, typed: false } : step;
};
