import type { Page } from "@playwright/test";
import type { Trip } from "../../core/evidence/home-returns.ts";
import { returnUrlOf } from "../../core/spokes/home-schema.ts";
import type { AccountHomeSpoke, HandoffSpoke } from "../../core/spokes/schema.ts";
import type { Hub } from "../../core/subject.ts";
import { mayAsk } from "../drivers/may-ask.ts";
import { cleanUrl, paramNames } from "../journeys/clean.ts";
import type { Person, Session } from "../journeys/journey.ts";
import {
  atRest,
  controlNamed,
  isShown,
  originOf,
  quiet,
  shownName,
  textOf,
  until,
  visit,
} from "../journeys/page.ts";

export interface TripScene {
  readonly hub: Hub;
  readonly home: AccountHomeSpoke;
  readonly app: HandoffSpoke;
  readonly session: Session;
  readonly person: Person;
  readonly timeoutMs: number;
}

/** Whether the browser went to this address, whatever query it took along. */
const wentTo = (url: string, address: string): boolean => {
  const bare = url.split(/[?#]/, 1)[0] ?? "";
  return bare === address || (new URL(address).pathname === "/" && bare === `${address}/`);
};

/** Types the password once, on a page of the account home and nowhere else. */
const enter = async (page: Page, { hub, home, person }: TripScene): Promise<boolean> => {
  const { labels } = home;
  const password = page.getByLabel(labels.password).or(page.locator("input[type=password]")).first();
  if (!mayAsk(hub, page.url()) || !(await isShown(password))) return false;
  await page.getByLabel(labels.email).or(page.locator("input[type=email]")).first().fill(person.email);
  await password.fill(person.password);
  await controlNamed(page, labels.sign_in).click({ noWaitAfter: true });
  return true;
};

/** One click on the sign-in control, and wherever that leads, until the app shows somebody or nothing moves any more. */
export const takeTrip = async (page: Page, scene: TripScene): Promise<Trip> => {
  const { app, home, session, timeoutMs } = scene;
  const { watch } = session;
  await visit(page, `${app.app}/`, timeoutMs);
  const button = async () => shownName(page, app.button);
  await until(
    async () => (await button()) !== undefined || (await quiet(page, watch, timeoutMs / 8)),
    timeoutMs / 2,
  );
  const name = await button();
  if (name === undefined) return { ended: "stuck", landed: cleanUrl(page.url()), said: await textOf(page) };
  const mark = watch.mark();
  const tabs = watch.tabs();
  await controlNamed(page, name)
    .click({ noWaitAfter: true })
    .catch(() => undefined);
  let credentials = false;
  let signedIn = false;
  await until(async () => {
    const atApp = originOf(page.url()) === app.app;
    signedIn = atApp && (await isShown(controlNamed(page, app.sign_out)));
    if (signedIn) return true;
    if (!credentials) credentials = await enter(page, scene).catch(() => false);
    return watch.mark() > mark && (await quiet(page, watch, timeoutMs / 8));
  }, 1.5 * timeoutMs);
  // the code is taken off the address a moment after the session is there
  if (signedIn) await atRest(page, watch, timeoutMs / 4);
  const went = watch.since(mark).filter(({ hop }) => hop.navigation && hop.frame === "main");
  const login = went.map(({ url }) => URL.parse(url)).find((url) => url?.origin === home.app);
  const asked = login?.searchParams.get("return") ?? undefined;
  const refused = originOf(page.url()) === home.app;
  return {
    clicked: name,
    credentials,
    ended: signedIn ? "signed in" : refused ? "refused" : "stuck",
    cameBack: went.some(({ url }) => wentTo(url, returnUrlOf(app))),
    landed: cleanUrl(page.url()),
    landedParams: paramNames(page.url()),
    opened: watch.tabs() - tabs,
    ...(asked !== undefined && { asked }),
    ...(!signedIn && { said: await textOf(page) }),
  };
};
