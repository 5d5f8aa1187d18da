import type { Place } from "../../core/evidence/home.ts";
import { cleanUrl } from "../journeys/clean.ts";
import { ask } from "../journeys/page.ts";
import { arrive, forgetAll, type HomeTab, openTab, screenUrl, send, signInAt } from "./at-home.ts";
import { plainAttempt } from "./guard-plainly.ts";
import { askPlainly } from "./plain-refusal.ts";
import { type Attempt, type Lane, noSignUp, ofSent, type Screen, type Trial } from "./trials.ts";

/** So many followed forms say enough about a screen: the rest of it is left out, and says so. */
const ENOUGH = 3;

/**
 * A screen that shows its form has refused nothing yet: what it was given may be followed once somebody is signed in.
 * So the form is sent. A text says why it was not.
 */
const goOn = async (tab: HomeTab, trial: Trial, { registrar, person }: Lane): Promise<Partial<Attempt>> => {
  const isInside = async () => (await arrive(tab, screenUrl(tab.scene, "dashboard"))).ended === "dashboard";
  const ended = async (place: Place) =>
    ofSent(place, place.ended === "left" || place.ended === "dashboard" || (await isInside()), trial);
  if (trial.screen === "login") return ended(await send(tab, person, "sign_in"));
  const skipped = noSignUp(registrar, trial);
  if (skipped !== undefined || !registrar) return { skipped };
  const { sent, confirmed } = await registrar.signUp(tab);
  return ended(confirmed ?? sent);
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
  const note = (attempt: Attempt): Attempt => {
    if (attempt.ended === "left" || (attempt.offered ?? []).length > 0)
      lane.followed.set(screen, (lane.followed.get(screen) ?? 0) + 1);
    return attempt;
  };
  if (!signedIn && screen !== "reset") {
    const plainly = await plainAttempt(trial, lane, url);
    if (plainly) return note({ ...about, ...plainly });
  }
  const plain = await askPlainly(lane.doors, lane.scene.hub, lane.scene.session, url);
  // what stands still and leads nowhere shows a browser no more
  const enough = plain && !plain.leadsAway && (!plain.controls || screen === "reset");
  const shown = enough ? plain.place : await arrive(tab, url);
  const linked = enough || shown.ended === "left" ? [] : await linksTo(tab, query, url);
  const sends = shown.ended === "form" && screen !== "reset";
  const further = sends ? await goOn(tab, trial, lane) : {};
  if (sends && !signedIn) await forgetAll(tab);
  const offered = linked.length > 0 ? { offered: linked.map(cleanUrl) } : {};
  return note({ ...about, ...shown, ...further, ...offered });
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
