import type { Doors } from "../../core/doors.ts";
import type { Place } from "../../core/evidence/home.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { cleanUrl } from "../journeys/clean.ts";
import type { Person } from "../journeys/journey.ts";
import { ask } from "../journeys/page.ts";
import {
  arrive,
  forgetAll,
  type HomeScene,
  type HomeTab,
  openTab,
  screenUrl,
  send,
  signInAt,
} from "./at-home.ts";
import { askPlainly } from "./plain-refusal.ts";
import type { ReturnForm } from "./return-forms.ts";

type Attempt = NonNullable<Evidence["home.guard"]["attempts"]>[number];
type Screen = "login" | "signup" | "reset";

/** One form at one screen, with or without somebody signed in. */
export interface Trial {
  readonly form: ReturnForm;
  readonly screen: Screen;
  readonly signedIn: boolean;
  /** the first of its family */
  readonly first: boolean;
}

/** So many followed forms say enough about a screen: the rest of it is left out, and says so. */
const ENOUGH = 3;

export interface Lane {
  readonly scene: HomeScene;
  readonly doors: Doors;
  readonly person: Person;
  /** signs a new person up from where the tab stands; absent where the harness may not */
  readonly signUp: ((tab: HomeTab) => Promise<Place>) | undefined;
  /** forms that were followed so far, by screen; shared by all lanes */
  readonly followed: Map<Screen, number>;
  /** when to stop, in milliseconds of performance.now() */
  readonly end: number;
}

/**
 * Every form at the login for somebody who is signed in (there it is followed at once, or never) and for somebody who
 * is not, and at the sign-up; at the reset, and at the sign-up for somebody signed in, the first of each family.
 */
export const trialsOf = (forms: readonly ReturnForm[]): Trial[] => {
  const each = (screen: Screen, signedIn: boolean): Trial[] =>
    forms.map((form, at) => {
      const first = forms.findIndex(({ family }) => family === form.family) === at;
      return { form, screen, signedIn, first };
    });
  return [
    ...each("login", true),
    ...each("signup", true).filter(({ first }) => first),
    ...each("login", false),
    ...each("signup", false),
    ...each("reset", false).filter(({ first }) => first),
  ];
};

/** What a form shown says of itself where it is not sent. */
const BY_ITS_FAMILY = "judged by the first of its family";

/**
 * A screen that shows its form has refused nothing yet: what it was given may be followed once somebody is signed in.
 * So the form is sent, for the first of each family: a sign-in or a sign-up for every form is more than a live target
 * should be asked. A text says why it was not.
 */
const goOn = async (tab: HomeTab, { screen, first }: Trial, lane: Lane): Promise<Place | string> => {
  if (screen === "reset") return "";
  if (!first) return BY_ITS_FAMILY;
  if (screen === "login") return send(tab, lane.person, "sign_in");
  return lane.signUp ? lane.signUp(tab) : "the harness may not sign anybody up there";
};

const why = (lane: Lane, screen: Screen): string | undefined => {
  if ((lane.followed.get(screen) ?? 0) >= ENOUGH)
    return `${ENOUGH} forms were followed at this screen already`;
  return performance.now() > lane.end ? "there was no time left" : undefined;
};

/** Runs in the page. */
const targets = (ones: Element[]) =>
  ones.map((one) => (one as HTMLAnchorElement).href ?? (one as HTMLFormElement).action);

/** Links and forms of this page that lead to the very address that was given, which a person may follow by hand. */
const linksTo = async ({ page }: HomeTab, query: string, url: string): Promise<string[]> => {
  const given = new URLSearchParams(query).get("return") ?? "";
  const wanted = URL.parse(given, url)?.href;
  const all = await ask<unknown[]>(
    page.locator("a[href], area[href], form[action]").evaluateAll(targets),
    [],
  );
  return all.filter((one) => typeof one === "string").filter((one) => one === wanted);
};

const tryOne = async (tab: HomeTab, trial: Trial, lane: Lane): Promise<Attempt> => {
  const { form, screen, signedIn } = trial;
  const { name, family, query, beside } = form;
  const about = { name, family, form: query, screen, signedIn, ...(beside && { beside }) };
  const skipped = why(lane, screen);
  if (skipped !== undefined) return { ...about, skipped };
  const url = screenUrl(lane.scene, screen, `?${query}`);
  const plain = await askPlainly(lane.doors, lane.scene.hub, lane.scene.session, url);
  // nothing is sent from a page that somebody else of its family, or of its screen, speaks for
  const enough = plain && !plain.leadsAway && (!plain.controls || !trial.first || screen === "reset");
  const shown = enough ? plain.place : await arrive(tab, url);
  const linked = enough || shown.ended === "left" ? [] : await linksTo(tab, query, url);
  const further = shown.ended === "form" ? await goOn(tab, trial, lane) : "";
  const place: Place = typeof further === "string" ? shown : further;
  if (place.ended === "left" || linked.length > 0)
    lane.followed.set(screen, (lane.followed.get(screen) ?? 0) + 1);
  if (typeof further !== "string" && !signedIn) await forgetAll(tab);
  const offered = linked.length > 0 ? { offered: linked.map(cleanUrl) } : {};
  return {
    ...about,
    ...place,
    ...offered,
    ...(typeof further === "string" && further !== "" && { skipped: further }),
  };
};

/** Works through trials until none is left; several lanes share one list, each in a browser of its own. */
export const workThrough = async (lane: Lane, trials: Trial[], seen: Attempt[]): Promise<void> => {
  const tab = await openTab(lane.scene, lane.doors);
  let signedIn = false;
  for (let trial = trials.shift(); trial; trial = trials.shift()) {
    if (trial.signedIn && !signedIn) await signInAt(tab, lane.person);
    else if (!trial.signedIn && signedIn) await forgetAll(tab);
    signedIn = trial.signedIn;
    seen.push(await tryOne(tab, trial, lane));
  }
  await tab.page.close().catch(() => undefined);
};
