import type { Browser } from "@playwright/test";
import type { Doors } from "../../core/doors.ts";
import type { Other } from "../../core/evidence/browsers.ts";
import type { OtherBrowser } from "../../core/spokes/browsers-schema.ts";
import { launchOther } from "../browser/other.ts";
import { forgetSession, type Scene, untilButton } from "./at-app.ts";
import { sendsAcross, withoutThirdParties } from "./blocked.ts";
import type { Person, Session } from "./journey.ts";
import { visit } from "./page.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";

type Open = (browser: Browser) => Promise<Session>;
type Setting = Omit<Scene, "session">;

const walkIn = async (
  browser: Browser,
  engine: OtherBrowser["engine"],
  open: Open,
  { subject, state, timeoutMs }: Setting,
  person: Person,
): Promise<Omit<Other, "name" | "engine">> => {
  const session = await open(browser);
  const scene: Scene = { subject, state, timeoutMs, session };
  const { watch, context } = session;
  const page = await context.newPage();
  const toApp = async (at = page) => {
    await visit(at, `${subject.spoke.app}/`, timeoutMs);
    await untilButton(at, scene);
  };
  await toApp();
  const first = await signIn(page, { ...scene, person }, watch.mark());
  if (first.seen.ended !== "signed in") return { login: first.seen };
  await forgetSession(first.page, session);
  await toApp(first.page);
  const second = await signIn(first.page, { ...scene, person }, watch.mark());
  const seen = { login: first.seen, sso: second.seen };
  if (second.seen.ended !== "signed in") return seen;
  // both the switch and what shows that it works are of Chromium's own protocol
  const chromium = engine === "chromium";
  const sentUsually = chromium ? await sendsAcross(second.page, scene) : undefined;
  const out = await signOut(second.page, scene);
  await toApp(second.page);
  const again = await signIn(second.page, { ...scene, person, silent: true }, watch.mark());
  const signout = {
    clicked: out.clicked !== undefined,
    hub: (out.hub ?? []).map(({ method = "" }) => method),
    ...(out.sessionHeld !== undefined && { sessionHeld: out.sessionHeld }),
    ...(out.signInShown !== undefined && { signInShown: out.signInShown }),
  };
  if (!chromium) {
    const untried = "its third-party cookies can be switched off, and that be shown, in Chromium only";
    return { ...seen, signout, again: again.seen, blocked: { untried } };
  }
  const other: Scene = { ...scene, session: await open(browser) };
  const blocked = await withoutThirdParties(await other.session.context.newPage(), other, person);
  return {
    ...seen,
    signout,
    again: again.seen,
    blocked: { ...(sentUsually !== undefined && { sentUsually }), ...blocked },
  };
};

/** The same person's login, single sign-on and sign-out in every further browser, one after the other. */
export const inOtherBrowsers = async (
  browsers: readonly OtherBrowser[],
  open: Open,
  setting: Setting,
  person: Person,
  { reach }: Doors,
): Promise<Other[]> => {
  const others: Other[] = [];
  for (const one of browsers) {
    const { name, engine } = one;
    const launched = await launchOther(one, reach);
    if ("because" in launched) {
      others.push({ name, engine, notTried: launched.because });
      continue;
    }
    const { browser, from } = launched;
    try {
      const about = { name, engine, version: browser.version(), from };
      const anyCertificate = engine !== "chromium" && reach.ca !== undefined;
      others.push({ ...about, anyCertificate, ...(await walkIn(browser, engine, open, setting, person)) });
    } finally {
      await browser.close();
    }
  }
  return others;
};
