import type { Page as Tab } from "@playwright/test";
import type { Page as Seen } from "../../core/evidence/browser.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { describePage } from "./describe-page.ts";
import type { Session } from "./journey.ts";
import { ask, atRest, visit } from "./page.ts";

/** Pages that are found by links, from the front page on; what is left is counted. */
export const MOST_LINKS = 20;
const AT_ONCE = 3;

export interface Place {
  readonly path: string;
  readonly from: string;
}

/** Places of the app that this page links to; an app that finds its way by the fragment has those too. */
export const linksOf = async (tab: Tab, app: string): Promise<string[]> => {
  const links = await ask<string[]>(tab.locator("a[href]").evaluateAll(addresses), []);
  const paths = links
    .map((href) => URL.parse(href))
    .filter((url) => url?.origin === app)
    .map((url) => `${url?.pathname}${url?.search}${/^#!?\//.test(url?.hash ?? "") ? url?.hash : ""}`);
  return [...new Set(paths)];
};

/** Runs in the page. */
const addresses = (links: Element[]) => links.map((link) => (link as HTMLAnchorElement).href);

/** Looks at all of these, and at what those link to. */
export const crawl = async (
  session: Session,
  first: Tab,
  app: string,
  places: readonly Place[],
  timeoutMs: number,
): Promise<Evidence["browser.pages"]> => {
  const seen: Seen[] = [];
  const queue = [...places];
  const known = new Set(["/", ...places.map(({ path }) => path)]);
  const unvisited = new Set<string>();
  let links = places.filter(({ from }) => from === "link").length;
  let at = 0;
  const others = await Promise.all(Array.from({ length: AT_ONCE - 1 }, () => session.context.newPage()));
  const work = async (tab: Tab) => {
    for (let place = queue[at]; place; place = queue[at]) {
      const index = at++;
      seen[index] = await lookAt(tab, session, app, place, timeoutMs);
      for (const path of (await linksOf(tab, app)).filter((one) => !known.has(one))) {
        if (links >= MOST_LINKS) unvisited.add(path);
        else {
          known.add(path);
          links += 1;
          queue.push({ path, from: "link" });
        }
      }
    }
  };
  await Promise.all([first, ...others].map(work));
  return { pages: seen, unvisited: unvisited.size };
};

export const lookAt = async (
  tab: Tab,
  { watch }: Session,
  app: string,
  { path, from }: Place,
  timeoutMs: number,
): Promise<Seen> => {
  const mark = watch.mark();
  const { status, error } = await visit(tab, `${app}${path}`, timeoutMs / 2);
  await atRest(tab, watch, timeoutMs / 2);
  const own = watch.since(mark).filter(({ request }) => {
    try {
      return request.frame().page() === tab;
    } catch {
      return false;
    }
  });
  const asked = own
    .filter(
      ({ hop }) => hop.kind === "fetch" || hop.kind === "xhr" || (hop.navigation && hop.frame === "child"),
    )
    .map(({ method, hop }) => `${method} ${hop.url}`);
  return {
    path,
    from,
    ...(status !== undefined && { status }),
    ...(error !== undefined && { error }),
    asked,
    ...(await describePage(tab, path)),
  };
};
