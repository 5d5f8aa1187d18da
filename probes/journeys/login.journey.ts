import type { Page } from "@playwright/test";
import type { Place } from "../../core/evidence/exposure.ts";
import type { KeyStep } from "../../core/evidence/key-step.ts";
import { spokeStateOf } from "../adapters/spoke-state.ts";
import { afterSignOut, beforeSignOut } from "./around-sign-out.ts";
import { forgetSession, type Scene, untilButton, untilSignedIn } from "./at-app.ts";
import { withoutAppKey } from "./backstop.ts";
import { openedElsewhere } from "./begun-elsewhere.ts";
import { sendsAcross, withoutThirdParties } from "./blocked.ts";
import { buttonLooks } from "./button-looks.ts";
import { defineJourney } from "./journey.ts";
import { cookiesOf, hubTokensIn } from "./kept.ts";
import { inOtherBrowsers } from "./other-browsers.ts";
import { signOutInOutage } from "./outage.ts";
import { storedBy, visit } from "./page.ts";
import { linksAt, placesOf } from "./places.ts";
import { lookForSecrets } from "./secrets.ts";
import { sessionEvidence, subjectOfToken } from "./session-evidence.ts";
import { type Stop, signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { backAndTabs } from "./tabs.ts";
import { countUsers } from "./users.ts";
import { whoLogsIn } from "./who.ts";

/** What comes after the login, in order, and is not reached where it fails. */
const LATER = [
  "browser.session",
  "browser.reload",
  "browser.signout",
  "browser.users",
  "session.tabs",
  "exposure.places",
  "session.cookies",
  "session.hub_tokens",
  "session.button",
  "session.remains",
  "session.outage",
  "refusal.backstop",
  "refusal.begun_elsewhere",
] as const;

/** The pictures of the first login, by where it stops. */
const PICTURES: Readonly<Record<Stop, readonly [string, string]>> = {
  start: ["start", "Where the login begins"],
  credentials: ["hub", "The only place that asks for a password"],
  consent: ["consent", "What the person is asked to allow"],
  elsewhere: ["elsewhere", "A page on the way on which nothing was done"],
  end: ["ended", "Where the login ended"],
};

/**
 * One person's day at a spoke: sign in, reload, more tabs, come back with only the hub's session, sign out, and again
 * with the hub out of reach. One after the other, because a global logout is for all sessions of the person. Steps
 * that an earlier one made impossible are told as such.
 */
export default defineJourney({
  title: "signs in, reloads, signs in again without a password, signs out",
  kinds: ["client"],
  produces: [
    "browser.login",
    "browser.sso",
    "browser.secrets",
    "session.blocked",
    "browsers.others",
    "browser.keyboard",
    ...LATER,
  ],
  access: ["test person"],
  touches: ["user.sessions", "spoke.users"],
  walk: async ({ open, subject, user, doors, saw, missed, shot, wants }) => {
    const { spoke } = subject;
    const { timeoutMs } = doors.reach;
    const state = spokeStateOf(subject, doors);
    const person = user(whoLogsIn(subject));
    const users = await countUsers(() => state.usersWith(person.email));
    const session = await open();
    const { watch } = session;
    const scene: Scene = { subject, session, state, timeoutMs };
    const start = await session.context.newPage();
    const toApp = async () => {
      await visit(start, `${spoke.app}/`, timeoutMs);
      await untilButton(start, scene);
    };
    const unwalked = (unreached: string) => {
      const others = (subject.browsers ?? []).map(({ name, engine }) => ({
        name,
        engine,
        notTried: unreached,
      }));
      saw("browsers.others", { others, unreached });
    };
    await toApp();
    const without = [];
    for (let look = 0; look < 2 && wants("session.button"); look++) {
      if (look > 0) await toApp();
      without.push(await buttonLooks(start, scene));
    }
    doors.say(`clicks "${spoke.button[0]}" at ${spoke.app}`);
    const route = { ...scene, person };
    const from = watch.mark();
    const links: Place[] = [];
    let stops = 0;
    const steps: KeyStep[] = [];
    const byKeys = wants("browser.keyboard");
    const onKeys = (step: KeyStep) => void steps.push(step);
    const onStop = async (at: Page, what: Stop) => {
      const hop = watch.mark() - from;
      stops += 1;
      if (wants("exposure.places")) links.push(...(await linksAt(at, hop)));
      const [name, caption] = PICTURES[what];
      await shot(at, name, caption, hop);
    };
    const first = await signIn(start, { ...route, onStop, ...(byKeys && { onKeys }) }, from);
    const { page } = first;
    saw("browser.login", first.seen);
    saw("browser.secrets", await lookForSecrets(page, session, subject, state, doors));
    if (first.seen.ended !== "signed in") {
      const unreached = `the login ended "${first.seen.ended ?? "unseen"}"`;
      for (const piece of LATER) saw(piece, { unreached });
      saw("browser.keyboard", { unreached });
      saw("browser.sso", { ended: "not tried" });
      saw("session.blocked", {});
      unwalked(unreached);
      return;
    }
    const hop = watch.mark() - from;
    const stored = await storedBy(page, session.context);
    const native = state.sessionIn(stored);
    saw("browser.session", await sessionEvidence(native, state.holds(stored), subject, state, doors));
    const usersFirst = await users.now();
    if (wants("session.cookies", "exposure.places")) {
      const cookies = await cookiesOf(scene, from);
      saw("session.cookies", cookies);
      const kept = { links, pages: stops, hop, issuer: subject.hub.issuer, cookies: cookies.cookies };
      saw("exposure.places", await placesOf(page, session.context, kept));
    }
    saw("session.hub_tokens", await hubTokensIn(page, scene, doors.taint));

    const before = native && subjectOfToken(native.accessToken);
    await page.reload().catch(() => undefined);
    const signOutShown = await untilSignedIn(page, scene);
    const kept = state.sessionIn(await storedBy(page, session.context));
    const after = kept && subjectOfToken(kept.accessToken);
    saw("browser.reload", { ...(before && { before }), ...(after && { after }), signOutShown });
    if (wants("session.tabs")) saw("session.tabs", await backAndTabs(page, scene));

    await forgetSession(page, session);
    await visit(page, `${spoke.app}/`, timeoutMs);
    await untilButton(page, scene);
    if (wants("session.button")) {
      const looks = await buttonLooks(page, scene);
      const usual = without.filter((one) => one !== undefined);
      saw("session.button", { without: usual, ...(looks && { with: looks }) });
    }
    if (wants("refusal.begun_elsewhere")) {
      saw("refusal.begun_elsewhere", await openedElsewhere(page, scene, person, open, doors));
    }
    const again = await signIn(page, route, watch.mark());
    saw("browser.sso", again.seen);
    const usersSecond = await users.now();
    if (usersFirst && usersSecond && users.before) {
      saw("browser.users", { before: [...users.before], first: [...usersFirst], second: [...usersSecond] });
    } else missed("browser.users", users.because ?? "the users could not be read");
    if (again.seen.ended !== "signed in") {
      const unreached = `the second login ended "${again.seen.ended ?? "unseen"}"`;
      for (const piece of [
        "browser.signout",
        "session.remains",
        "session.outage",
        "refusal.backstop",
      ] as const)
        saw(piece, { unreached });
      saw("browser.keyboard", { unreached, steps });
      saw("session.blocked", {});
      unwalked(unreached);
      return;
    }

    const sentUsually = wants("session.blocked") ? await sendsAcross(again.page, scene) : undefined;
    const standing = wants("session.remains")
      ? await beforeSignOut(again.page, scene, person, doors)
      : undefined;
    saw("browser.signout", await signOut(again.page, { ...scene, ...(byKeys && { onKeys }) }));
    saw("browser.keyboard", { steps });
    const endedAt = performance.now();
    await shot(again.page, "signed-out", "After sign-out");
    if (standing) saw("session.remains", await afterSignOut(again.page, scene, person, standing, endedAt));

    if (wants("session.outage", "refusal.backstop")) {
      await visit(again.page, `${spoke.app}/`, timeoutMs);
      const shown = await untilButton(again.page, scene);
      if (shown) await signIn(again.page, route, watch.mark());
      const held = await untilSignedIn(again.page, scene);
      const unreached = "nobody could sign in again after the sign-out";
      saw("session.outage", held ? await signOutInOutage(again.page, scene) : { unreached });
      await visit(again.page, `${spoke.app}/`, timeoutMs);
      await untilButton(again.page, scene);
      if (state.holds(await storedBy(again.page, session.context)) === undefined)
        missed(
          "refusal.backstop",
          `what ${subject.id}'s backend tells a page of its session is not known: attest it`,
        );
      else saw("refusal.backstop", held ? await withoutAppKey(again.page, scene, doors) : { unreached });
      await shot(again.page, "no-access", "A session without the app's key");
    }
    if (wants("session.blocked")) {
      const other: Scene = { ...scene, session: await open() };
      const seen = await withoutThirdParties(await other.session.context.newPage(), other, person);
      saw("session.blocked", { ...(sentUsually !== undefined && { sentUsually }), ...seen });
    }
    if (wants("browsers.others")) {
      const others = await inOtherBrowsers(subject.browsers ?? [], open, scene, person, doors);
      saw("browsers.others", { others });
    }
  },
});
