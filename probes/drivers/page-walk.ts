import { setTimeout } from "node:timers/promises";
import type { BrowserContext, CDPSession, Page, Response } from "@playwright/test";
import { type Doors, hostMatches } from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { Hub } from "../../core/subject.ts";
import { parsed, taintUrl } from "../http/secrets.ts";
import { consentControl, submitControl } from "./controls.ts";
import type { Credentials } from "./form.ts";
import type { Walked } from "./login.ts";
import type { PageLogin } from "./login-page.ts";
import { mayAsk } from "./may-ask.ts";
import { openParams, withoutSecrets } from "./open-url.ts";
import { giveCode } from "./second-factor.ts";

export interface PageRoute {
  readonly doors: Doors;
  readonly hub: Hub;
  readonly login: PageLogin;
  readonly start: string;
  readonly until: (url: URL) => boolean;
  readonly who: (Credentials & { readonly code?: () => string }) | undefined;
}

/** Nothing asked for and nothing new for so long: the page waits for a person. */
const REST_MS = 400;
const SHOWN = 64 * 1024;

const answerOf = async (response: Response): Promise<Answer> => {
  const status = response.status();
  const { "set-cookie": _value, location, ...headers } = response.headers();
  const to = URL.parse(location ?? "", response.url());
  const text = status >= 300 && status < 400 ? "" : await response.text().catch(() => "");
  const json = parsed(text);
  return {
    method: response.request().method(),
    url: withoutSecrets(new URL(response.url())),
    status,
    headers: { ...headers, ...(to && { location: withoutSecrets(to) }) },
    body: text.slice(0, SHOWN),
    ...(json !== undefined && { json }),
    seenAt: new Date().toISOString(),
  };
};

/**
 * Stops the main frame at the first address that is waited for, or that leads off the declared hosts: it is not
 * requested. Playwright's own routes do not see redirects; the browser's protocol does.
 */
export const guard = async (page: Page, stop: (url: URL) => boolean): Promise<() => URL | undefined> => {
  const session: CDPSession = await page.context().newCDPSession(page);
  let landed: URL | undefined;
  session.on("Fetch.requestPaused", ({ requestId, request }) => {
    const url = URL.parse(`${request.url}${request.urlFragment ?? ""}`);
    const here = url !== null && landed === undefined && stop(url);
    if (here) landed = url;
    const how = here
      ? session.send("Fetch.failRequest", { requestId, errorReason: "Aborted" })
      : session.send("Fetch.continueRequest", { requestId });
    how.catch(() => undefined); // the page went away meanwhile
  });
  await session.send("Fetch.enable", { patterns: [{ resourceType: "Document", requestStage: "Request" }] });
  return () => landed;
};

/** Does what a person would do here, once for each page. Says whether there was anything to do. */
const act = async (page: Page, { hub, login, who }: PageRoute, done: Set<string>): Promise<boolean> => {
  const url = page.url();
  if (!mayAsk(hub, url)) return false;
  const password = page.getByLabel(login.password).or(page.locator("input[type=password]")).first();
  if (await password.isVisible()) {
    if (!who || done.has("credentials")) return false;
    done.add("credentials");
    await page.getByLabel(login.email).or(page.locator("input[type=email]")).first().fill(who.email);
    await password.fill(who.password);
    await (await submitControl(page, password, login.submit)).click({ noWaitAfter: true });
    return true;
  }
  const code = await giveCode(page, login, who?.code, done);
  if (code !== undefined) return code !== "refused";
  const consent = done.has(`consent ${url}`) ? undefined : await consentControl(page, login.consent);
  if (!consent) return false;
  done.add(`consent ${url}`);
  await consent.click({ noWaitAfter: true });
  return true;
};

/**
 * Whether the page's own thread comes to rest: what its scripts had to do by now is done, and its requests are out. A page
 * that draws nothing new may never be given an idle moment by its browser: then the thread is asked by a timer of its own.
 */
const idle = async (page: Page, withinMs: number): Promise<boolean> => {
  const late = new AbortController();
  const rest = page.evaluate(
    (timeout) => new Promise((resume) => requestIdleCallback(resume, { timeout })),
    REST_MS,
  );
  return Promise.race([
    rest.then(
      () => true,
      () => false, // it navigated meanwhile
    ),
    setTimeout(withinMs, false, { signal: late.signal }),
  ]).finally(() => late.abort());
};

/** Goes from page to page like `walkOverHttp`, with scripts. Bounded; never throws for what the pages do. */
export const walkPage = async (context: BrowserContext, route: PageRoute): Promise<Walked> => {
  const { doors, start, until } = route;
  const declared = (url: URL) =>
    url.protocol === "https:" && doors.reach.declared.some((pattern) => hostMatches(pattern, url.hostname));
  const page = await context.newPage();
  const hops: Promise<Answer>[] = [];
  let pending = 0;
  let moved = performance.now();
  // a redirect has been answered and the next address is not asked for yet
  let between = false;
  const move = (change: number) => {
    pending += change;
    moved = performance.now();
  };
  page.on("request", () => move(1));
  page.on("requestfinished", () => move(-1));
  page.on("requestfailed", () => move(-1));
  page.on("response", (response) => {
    if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) {
      between = response.status() >= 300 && response.status() < 400;
      hops.push(answerOf(response));
    }
  });
  const first = new URL(start).href;
  const landed = await guard(page, (url) => url.href !== first && (until(url) || !declared(url)));
  const ended = async (how: string): Promise<Walked> => ({
    landed: undefined,
    walk: { hops: await Promise.all(hops), ended: how },
  });
  try {
    let begun = false;
    const going = page
      .goto(start, { waitUntil: "commit" })
      .catch(() => undefined)
      .finally(() => {
        begun = true;
        moved = performance.now();
      });
    const done = new Set<string>();
    const end = performance.now() + 2 * doors.reach.timeoutMs;
    while (performance.now() < end) {
      const there = landed();
      if (there) {
        taintUrl(there.href, doors.taint);
        const how = until(there) ? "arrived" : "left";
        const walk = { landed: withoutSecrets(there), params: openParams(there), ended: how };
        return { landed: there, walk: { hops: await Promise.all(hops), ...walk } };
      }
      const acted = await act(page, route, done).catch(() => false);
      if (acted) moved = performance.now();
      if (begun && !between && pending <= 0 && performance.now() - moved > REST_MS) {
        const since = moved;
        if ((await idle(page, end - performance.now())) && moved === since && landed() === undefined) break;
        if (moved === since) moved = performance.now();
      }
      await setTimeout(25);
    }
    await going;
    const last = await hops.at(-1);
    if (!last) return ended("error");
    if (between) return ended("error");
    return ended((last.status ?? 500) >= 400 || done.has("credentials") ? "refused" : "page");
  } finally {
    await page.close().catch(() => undefined);
  }
};
