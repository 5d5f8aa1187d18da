import { randomUUID } from "node:crypto";
import type { Page as Tab } from "@playwright/test";
import type { AuthorizeRequest, Page as Seen } from "../../core/evidence/browser.ts";
import type { ClientSpoke } from "../../core/spokes/schema.ts";
import { describeAuthorize, isAuthorizeRequest } from "./authorize-request.ts";
import { describePage, tabOrder } from "./describe-page.ts";
import { defineJourney, type Session } from "./journey.ts";
import { ask, atRest, controlNamed, quiet, shownName, until, visit } from "./page.ts";
import { hostsKept, readScripts } from "./scripts.ts";

/** Where apps keep their own sign-in, sign-up and reset pages. */
const CONVENTIONAL = [
  "/login",
  "/signin",
  "/signup",
  "/register",
  "/reset-password",
  "/forgot-password",
  "/auth",
  "/account",
];
/** Guides 000 and 002 retire these. A code and state go along: is there still code that would take them? */
const RETIRED = ["/auth/callback", "/auth/silent"];
const QUERY = "?code=gates_probe&state=gates_probe";
const MOST_LINKS = 12;
const AT_ONCE = 3;

interface Place {
  readonly path: string;
  readonly from: string;
}

/** The app as a stranger meets it: nobody is signed in anywhere. */
export default defineJourney({
  title: "looks at the app signed out",
  kinds: ["client"],
  produces: ["browser.front", "browser.pages", "browser.authorize", "script.loaded", "script.hosts"],
  access: ["public"],
  walk: async ({ open, subject, doors, saw, shot, wants }) => {
    const { app, routes } = subject.spoke;
    const session = await open();
    const tab = await session.context.newPage();
    const front = await lookAt(tab, session, app, { path: "/", from: "front" }, doors.reach.timeoutMs);
    const controls = await tabOrder(tab, front.controls ?? []);
    saw("browser.front", { ...front, controls });
    if (front.error !== undefined) {
      saw("browser.pages", { pages: [] });
      saw("browser.authorize", {});
      saw("script.loaded", {});
      saw("script.hosts", {});
      return;
    }
    await shot(tab, "signed-out", "What a visitor sees who is not signed in");

    const links = await ask<string[]>(tab.locator("a[href]").evaluateAll(addresses), []);
    const linked = links
      .filter((href) => URL.canParse(href) && new URL(href).origin === app)
      .map((href) => new URL(href).pathname)
      .slice(0, MOST_LINKS);
    const random = `/gates-${randomUUID().slice(0, 8)}`;
    const places: Place[] = [
      { path: `${random}${QUERY}`, from: "random" },
      ...RETIRED.map((path) => ({ path: `${path}${QUERY}`, from: "retired" })),
      ...[...new Set(linked)].map((path) => ({ path, from: "link" })),
      ...routes.map((path) => ({ path, from: "declared" })),
      ...CONVENTIONAL.map((path) => ({ path, from: "conventional" })),
    ];
    const once = places.filter(
      ({ path }, at) => path !== "/" && places.findIndex((other) => other.path === path) === at,
    );
    saw("browser.pages", { pages: await lookAtAll(session, tab, app, once, doors.reach.timeoutMs) });
    if (wants("script.loaded", "script.hosts")) {
      const { loaded, hosts } = await readScripts(session, subject, doors);
      const kept = await hostsKept(tab, session, subject);
      saw("script.loaded", loaded);
      saw("script.hosts", { ...hosts, found: [...(hosts.found ?? []), ...kept] });
    }
    saw("browser.authorize", await firstRequest(tab, session, subject.spoke, doors.reach.timeoutMs));
  },
});

/** Runs in the page. */
const addresses = (links: Element[]) => links.map((link) => (link as HTMLAnchorElement).href);

/** Clicks the button and tells what the browser then carried to an authorization endpoint; goes no further. */
const firstRequest = async (
  tab: Tab,
  { watch }: Session,
  { app, backend, button }: ClientSpoke,
  timeoutMs: number,
): Promise<AuthorizeRequest> => {
  await visit(tab, `${app}/`, timeoutMs);
  const shown = async () => (await shownName(tab, button)) !== undefined;
  await until(async () => (await shown()) || (await quiet(tab, watch, timeoutMs / 8)), timeoutMs / 2);
  const name = await shownName(tab, button);
  if (name === undefined) return {};
  const mark = watch.mark();
  const sent = () =>
    watch.since(mark).find(({ url, hop }) => hop.navigation && isAuthorizeRequest(url, backend.url));
  await controlNamed(tab, name)
    .click({ noWaitAfter: true })
    .catch(() => undefined);
  await until(() => sent() !== undefined, timeoutMs / 2);
  return { clicked: name, ...describeAuthorize(sent()?.url ?? "") };
};

const lookAtAll = async (
  session: Session,
  first: Tab,
  app: string,
  places: readonly Place[],
  timeoutMs: number,
): Promise<Seen[]> => {
  const seen: Seen[] = [];
  const left = places.map((place, at) => ({ place, at }));
  const others = await Promise.all(Array.from({ length: AT_ONCE - 1 }, () => session.context.newPage()));
  const work = async (tab: Tab) => {
    for (let next = left.shift(); next; next = left.shift()) {
      seen[next.at] = await lookAt(tab, session, app, next.place, timeoutMs);
    }
  };
  await Promise.all([first, ...others].map(work));
  return seen;
};

const lookAt = async (
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
