import { randomBytes } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import type { Doors } from "../../core/doors.ts";
import type { Place } from "../../core/evidence/home.ts";
import type { AccountHomeSpoke } from "../../core/spokes/schema.ts";
import type { Hub } from "../../core/subject.ts";
import { mayAsk } from "../drivers/may-ask.ts";
import { cleanUrl } from "../journeys/clean.ts";
import type { Session } from "../journeys/journey.ts";
import { ask, atRest, controlNamed, isShown, textOf, until, visit } from "../journeys/page.ts";
import { type Leaving, staysAt, watchLeaving } from "./leaving.ts";

/** What a step at the account home is about. */
export interface HomeScene {
  readonly hub: Hub;
  readonly home: AccountHomeSpoke;
  readonly session: Session;
  readonly timeoutMs: number;
}
/** A tab at the account home that is stopped where it would leave. */
export interface HomeTab {
  readonly page: Page;
  readonly leaving: Leaving;
  readonly scene: HomeScene;
}
export interface Credentials {
  readonly email: string;
  readonly password: string;
}
type Labels = AccountHomeSpoke["labels"];

const SHORT = { timeout: 3000 };

export const screenUrl = (
  { home }: Pick<HomeScene, "home">,
  screen: keyof AccountHomeSpoke["screens"],
  query = "",
): string => `${home.app}${home.screens[screen]}${query}`;
export const withReturn = (address: string): string => `?return=${encodeURIComponent(address)}`;
export const randomSecret = (): string => `Gates-${randomBytes(15).toString("base64url")}`;

/** Opens a tab; `stays` widens where it may go, by default account home and hub alone. */
export const openTab = async (
  scene: HomeScene,
  doors: Doors,
  stays: (url: URL) => boolean = (url) => staysAt(scene.hub, url),
): Promise<HomeTab> => {
  const page = await scene.session.context.newPage();
  return { page, leaving: await watchLeaving(page, stays, doors.taint), scene };
};

export const passwordField = (page: Page, label: string) =>
  page.getByLabel(label).or(page.locator("input[type=password]")).first();

/** Runs in the page: what it says, and whether anything in it could ask for something by itself. */
const look = () => ({
  moves:
    document.readyState !== "complete" ||
    document.scripts.length > 0 ||
    document.querySelector("meta[http-equiv=refresh i], iframe, frame, object, embed") !== null ||
    [...document.querySelectorAll("*")].some((one) =>
      one.getAttributeNames().some((name) => /^on/i.test(name)),
    ),
  controls: document.querySelector("a, button, input, textarea, [role], [contenteditable]") !== null,
  // biome-ignore lint/performance/useDomNodeTextContent: what is shown counts, not what the document holds
  said: (document.body?.innerText ?? "").replace(/\s+/g, " ").trim().slice(0, 400),
});

/**
 * The page as it stands, when it cannot move any more: it is loaded and has no script, no refresh and no frame, so
 * there is nothing to wait for. Undefined when it may still move.
 */
const standsStill = async ({ page, leaving, scene }: HomeTab) => {
  if (scene.session.watch.pending() > 0 || leaving.refreshes()) return undefined;
  const seen = await ask(page.evaluate(look), undefined);
  return seen?.moves === false ? seen : undefined;
};

/**
 * Waits until the tab was sent away or is at rest, and says how it looks there. `before`: the tabs and documents
 * that there were when it began.
 */
const settle = async (
  tab: HomeTab,
  before: { readonly tabs: number; readonly documents: number },
  about: Partial<Place> = {},
): Promise<Place> => {
  const { page, leaving, scene } = tab;
  const { session, home, timeoutMs } = scene;
  const { watch } = session;
  const left = () => leaving.to().length > 0;
  const loaded = () => leaving.documents() > before.documents;
  const still = !left() && loaded() ? await standsStill(tab) : undefined;
  if (!left() && !still) {
    const resting = { over: false };
    const rest = atRest(page, watch, timeoutMs / 2).then(() => {
      resting.over = true;
    });
    // an address counts the moment it is asked for; everything else only once nothing moves any more
    await until(() => left() || resting.over, timeoutMs / 2);
    if (!left()) await rest;
  }
  // a page without a single control has neither form nor sign-out: asking by accessible name costs ten times as much
  const shows = async (locator: Locator) => !left() && still?.controls !== false && (await isShown(locator));
  const [signOutShown, form] = await Promise.all([
    shows(controlNamed(page, home.labels.sign_out)),
    shows(passwordField(page, home.labels.password)),
  ]);
  const said = left() ? undefined : (still?.said ?? (await textOf(page)));
  return {
    ended: left() ? "left" : signOutShown ? "dashboard" : form ? "form" : "refused",
    landed: cleanUrl(page.url()),
    ...(said !== undefined && { said }),
    ...(left() && { left: leaving.to().map(cleanUrl) }),
    opened: watch.tabs() - before.tabs,
    asked: [],
    ...about,
  };
};
const standing = ({ leaving, scene }: HomeTab) => ({
  tabs: scene.session.watch.tabs(),
  documents: leaving.documents(),
});

/** Clicks a control of the account home and waits for what comes of it. */
export const press = async (tab: HomeTab, name: string, about: Partial<Place> = {}): Promise<Place> => {
  const { page, leaving, scene } = tab;
  const { watch } = scene.session;
  const before = standing(tab);
  leaving.clear();
  const mark = watch.mark();
  await controlNamed(page, name).click({ ...SHORT, noWaitAfter: true });
  await until(() => watch.mark() > mark || leaving.to().length > 0, 1000);
  // a form that was sent is answered before anything is said of the page
  await until(() => watch.pending() === 0 || leaving.to().length > 0, scene.timeoutMs / 2);
  return settle(tab, before, about);
};

/** Goes to an address of the account home and waits there. */
export const arrive = async (tab: HomeTab, url: string): Promise<Place> => {
  const { page, leaving, scene } = tab;
  const before = standing(tab);
  leaving.clear();
  const { status, error } = await visit(page, url, scene.timeoutMs / 2);
  // a navigation that was stopped away from home is an answer, not our failure to load
  if (error !== undefined && leaving.to().length === 0) return { ended: "error", error, asked: [] };
  return settle(tab, before, status === undefined ? {} : { status });
};

/** Fills what the form asks for and sends it; waits for what comes of it. */
export const send = async (
  tab: HomeTab,
  { email, password }: Partial<Credentials>,
  button: keyof Labels,
  passwordLabel: "password" | "new_password" = "password",
): Promise<Place> => {
  const { page, scene } = tab;
  const { labels } = scene.home;
  const unsent = (said: string): Place => ({
    ended: "refused",
    landed: cleanUrl(page.url()),
    said,
    asked: [],
  });
  if (!mayAsk(scene.hub, page.url())) return unsent("this is no page of the account home: nothing was typed");
  try {
    if (email !== undefined)
      await page.getByLabel(labels.email).or(page.locator("input[type=email]")).first().fill(email, SHORT);
    if (password !== undefined) await passwordField(page, labels[passwordLabel]).fill(password, SHORT);
    return await press(tab, labels[button], { asked: password === undefined ? [] : ["credentials"] });
  } catch {
    return unsent(`no form with "${labels[button]}" that could be filled`);
  }
};

/** Signs in at the login screen, wherever the tab is now. */
export const signInAt = async (tab: HomeTab, person: Credentials, query = ""): Promise<Place> => {
  const place = await arrive(tab, screenUrl(tab.scene, "login", query));
  return place.ended === "form" ? send(tab, person, "sign_in") : place;
};

/** Runs in the page. */
const clear = (): void => {
  localStorage.clear();
  sessionStorage.clear();
};

/** A browser that knows nobody any more: cookies of every host, and what the account home's pages kept. */
export const forgetAll = async ({ page, leaving, scene }: HomeTab): Promise<void> => {
  if (!page.url().startsWith(`${scene.home.app}/`)) {
    await visit(page, `${scene.home.app}/robots.txt`, scene.timeoutMs / 4);
  }
  await page.evaluate(clear).catch(() => undefined);
  await scene.session.context.clearCookies();
  leaving.clear();
};
