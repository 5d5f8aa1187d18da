import type { Locator, Page } from "@playwright/test";
import { DENIES } from "./form.ts";

/** What sends the form that a field stands in. */
const SENDS = 'button[type="submit"], button:not([type]), input[type="submit"], input[type="image"]';

const shown = async (one: Locator): Promise<boolean> => (await one.count()) > 0 && (await one.isVisible());

/** The control by its name; where nothing bears it, what sends the form of the password. */
export const submitControl = async (page: Page, password: Locator, name: string): Promise<Locator> => {
  const named = page.getByRole("button", { name, exact: true }).first();
  if (await shown(named)) return named;
  return password.locator("xpath=ancestor::form[1]").locator(SENDS).first();
};

/** In the page: what each control says, in the words that a form sends and a person reads. */
const wordsOf = (controls: Element[]): string[] =>
  controls.map((one) =>
    [one.getAttribute("name"), one.getAttribute("value"), one.textContent].join(" ").replaceAll("_", " "),
  );

/**
 * The control that agrees, by its name; where nothing bears it, the one of a form that can be sent in two ways, of
 * which one refuses. A form with one way to be sent is no question.
 */
export const consentControl = async (page: Page, name: string): Promise<Locator | undefined> => {
  const named = page.getByRole("button", { name, exact: true }).first();
  if (await shown(named)) return named;
  for (const form of await page.locator("form").all()) {
    const controls = form.locator(SENDS);
    const words = await controls.evaluateAll(wordsOf);
    const agrees = words.findIndex((one) => !DENIES.test(one));
    if (agrees < 0 || !words.some((one) => DENIES.test(one))) continue;
    const found = controls.nth(agrees);
    if (await shown(found)) return found;
  }
  return undefined;
};
