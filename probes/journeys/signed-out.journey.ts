import { randomUUID } from "node:crypto";
import type { Page as Tab } from "@playwright/test";
import type { AuthorizeRequest } from "../../core/evidence/browser.ts";
import type { ClientSpoke } from "../../core/spokes/schema.ts";
import { describeAuthorize, isAuthorizeRequest } from "./authorize-request.ts";
import { crawl, linksOf, lookAt, MOST_LINKS, type Place } from "./crawl.ts";
import { tabOrder } from "./describe-page.ts";
import { defineJourney, type Session } from "./journey.ts";
import { controlNamed, quiet, shownName, until, visit } from "./page.ts";
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

    const random = `/gates-${randomUUID().slice(0, 8)}`;
    const places: Place[] = [
      { path: `${random}${QUERY}`, from: "random" },
      ...RETIRED.map((path) => ({ path: `${path}${QUERY}`, from: "retired" })),
      ...(await linksOf(tab, app)).slice(0, MOST_LINKS).map((path) => ({ path, from: "link" })),
      ...routes.map((path) => ({ path, from: "declared" })),
      ...CONVENTIONAL.map((path) => ({ path, from: "conventional" })),
    ];
    const once = places.filter(
      ({ path }, at) => path !== "/" && places.findIndex((other) => other.path === path) === at,
    );
    saw("browser.pages", await crawl(session, tab, app, once, doors.reach.timeoutMs));
    if (wants("script.loaded", "script.hosts")) {
      const { loaded, hosts } = await readScripts(session, subject, doors);
      const kept = await hostsKept(tab, session, subject);
      saw("script.loaded", loaded);
      saw("script.hosts", { ...hosts, found: [...(hosts.found ?? []), ...kept] });
    }
    saw("browser.authorize", await firstRequest(tab, session, subject.spoke, doors.reach.timeoutMs));
  },
});

/**
 * Presses Enter on the button, and where that does nothing clicks it, and tells what the browser then carried to an
 * authorization endpoint; goes no further.
 */
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
  const control = controlNamed(tab, name);
  await control.press("Enter", { noWaitAfter: true }).catch(() => undefined);
  await until(async () => sent() !== undefined || (await quiet(tab, watch, timeoutMs / 4)), timeoutMs / 2);
  const keyboard = sent() !== undefined;
  if (!keyboard) {
    await control.click({ noWaitAfter: true }).catch(() => undefined);
    await until(() => sent() !== undefined, timeoutMs / 2);
  }
  return { clicked: name, ...(sent() && { keyboard }), ...describeAuthorize(sent()?.url ?? "") };
};
