import type { BrowserContext, Locator, Page } from "@playwright/test";
import type { Stored } from "../adapters/spoke-state.ts";
import type { Watch } from "./watch.ts";

export const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : "");

/** Polls until `holds` says so or the time is up; says whether it held. */
export const until = async (holds: () => Promise<boolean> | boolean, timeoutMs: number): Promise<boolean> => {
  const end = performance.now() + timeoutMs;
  for (;;) {
    if (await holds()) return true;
    if (performance.now() >= end) return false;
    await new Promise((resume) => setTimeout(resume, 25));
  }
};

/** The answer, or the fallback when it fails or takes too long: what a page left hanging must not hold us. */
export const within = async <T>(asked: Promise<T>, timeoutMs: number, fallback: T): Promise<T> => {
  const { promise, resolve } = Promise.withResolvers<T>();
  const timer = setTimeout(() => resolve(fallback), timeoutMs);
  const answer = await Promise.race([asked.catch(() => fallback), promise]);
  clearTimeout(timer);
  return answer;
};

/** A page that is on its way to an answer that never comes cannot be asked anything: longer than this is not waited. */
const ASK_MS = 1500;
export const ask = <T>(asked: Promise<T>, fallback: T): Promise<T> => within(asked, ASK_MS, fallback);

/** How long nothing must move before a page counts as being at rest. */
const REST_MS = 120;

/** Waits until the page is loaded, nothing is asked for any more and its text stands still; bounded. */
export const atRest = async (page: Page, watch: Watch, timeoutMs: number): Promise<boolean> => {
  let text = "";
  let since = performance.now();
  return until(async () => {
    const now = await ask(
      // biome-ignore lint/performance/useDomNodeTextContent: what is shown counts, not what the document holds
      page.evaluate(() => `${document.readyState} ${document.body?.innerText.length ?? 0} ${location.href}`),
      "navigating",
    );
    if (now !== text || watch.pending() > 0 || !now.startsWith("complete")) {
      text = now;
      since = performance.now();
    }
    return performance.now() - Math.max(since, watch.lastMove()) >= REST_MS;
  }, timeoutMs);
};

/** Whether the page is loaded and nothing has been asked for in so many milliseconds. */
export const quiet = async (page: Page, watch: Watch, ms: number): Promise<boolean> =>
  watch.pending() === 0 &&
  performance.now() - watch.lastMove() > ms &&
  (await ask(
    page.evaluate(() => document.readyState === "complete"),
    false,
  ));

/** Goes to an address. Undefined when it was loaded, else why not: an observation, never an exception. */
export const visit = async (
  page: Page,
  url: string,
  timeoutMs: number,
): Promise<{ status?: number; error?: string }> => {
  try {
    const response = await page.goto(url, { waitUntil: "load", timeout: timeoutMs });
    return response ? { status: response.status() } : {};
  } catch (error) {
    // ends a navigation that is still under way: until then the page would answer nothing
    await ask<unknown>(page.goto("about:blank"), undefined);
    return { error: (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "failed" };
  }
};

/** The first control with exactly this accessible name, whatever its role. */
export const controlNamed = (page: Page, name: string): Locator =>
  page
    .getByRole("button", { name, exact: true })
    .or(page.getByRole("link", { name, exact: true }))
    .or(page.getByRole("menuitem", { name, exact: true }))
    .first();

export const isShown = (locator: Locator): Promise<boolean> => ask(locator.isVisible(), false);

/** The first of these names that a visible control carries. */
export const shownName = async (page: Page, names: readonly string[]): Promise<string | undefined> => {
  for (const name of names) if (await isShown(controlNamed(page, name))) return name;
  return undefined;
};

/** Visible text, white space gathered, at most `limit` characters. */
export const textOf = async (page: Page, limit = 400): Promise<string> => {
  const text = await ask(
    // biome-ignore lint/performance/useDomNodeTextContent: what is shown counts, not what the document holds
    page.evaluate(() => document.body?.innerText ?? ""),
    "",
  );
  return text.replace(/\s+/g, " ").trim().slice(0, limit);
};

/** What the page's origin keeps in this browser. Empty where the page cannot be asked. */
export const storedBy = async (page: Page, context: BrowserContext): Promise<Stored> => {
  const kept = await ask<Pick<Stored, "localStorage" | "sessionStorage">>(
    page.evaluate(() => ({ localStorage: { ...localStorage }, sessionStorage: { ...sessionStorage } })),
    { localStorage: {}, sessionStorage: {} },
  );
  const cookies = await context.cookies(page.url()).catch(() => []);
  return { ...kept, cookies: Object.fromEntries(cookies.map(({ name, value }) => [name, value])) };
};

/** Gives up a navigation that nobody answers: until then the page tells nothing of itself. Only Chromium can be told to. */
export const stopLoading = async (page: Page): Promise<void> => {
  const protocol = await page
    .context()
    .newCDPSession(page)
    .catch(() => undefined);
  await protocol?.send("Page.stopLoading").catch(() => undefined);
  await protocol?.detach().catch(() => undefined);
};
