import type { BrowserContext, Page } from "@playwright/test";
import type { Doors } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { guard } from "../drivers/page-walk.ts";
import { forgetSession, type Scene, seenAt, untilButton } from "./at-app.ts";
import type { Person, Session } from "./journey.ts";
import { atRest, controlNamed, isShown, originOf, quiet, shownName, storedBy, until, visit } from "./page.ts";
import { signIn } from "./sign-in.ts";

/**
 * Begins a login in a tab of its own, where the hub knows the person already, and stops before the callback is asked
 * for. Returns the callback's address, a secret; undefined where the login did not lead there.
 */
const beginHere = async (context: BrowserContext, scene: Scene, person: Person): Promise<URL | undefined> => {
  const { session, subject, timeoutMs } = scene;
  const { app, callback } = subject.spoke;
  const tab = await context.newPage();
  try {
    const caught = await guard(tab, ({ origin, pathname }) => `${origin}${pathname}` === callback);
    await visit(tab, `${app}/`, timeoutMs);
    await untilButton(tab, scene);
    const route = { ...scene, person, silent: true as const, until: () => caught() !== undefined };
    await signIn(tab, route, session.watch.mark());
    return caught();
  } finally {
    await tab.close();
  }
};

/** The callback of a login that was begun in this page's browser, opened in another, where nobody is signed in. */
export const openedElsewhere = async (
  page: Page,
  scene: Scene,
  person: Person,
  open: () => Promise<Session>,
  doors: Doors,
): Promise<Evidence["refusal.begun_elsewhere"]> => {
  const { session, state, subject, timeoutMs } = scene;
  const { app, button, sign_out } = subject.spoke;
  const url = await beginHere(session.context, scene, person);
  if (url === undefined) {
    // whatever that login left must not stand in the way of the next
    await forgetSession(page, session);
    await visit(page, `${app}/`, timeoutMs);
    await untilButton(page, scene);
    return { unreached: "a login with the hub's session did not lead to the callback" };
  }
  const other: Scene = { ...scene, session: await open() };
  const { context, watch } = other.session;
  const there = await context.newPage();
  await visit(there, url.href, timeoutMs);
  if (originOf(there.url()) !== app) await visit(there, `${app}/`, timeoutMs);
  const settled = async () =>
    (await shownName(there, button)) !== undefined || (await isShown(controlNamed(there, sign_out)));
  await until(async () => (await settled()) || (await quiet(there, watch, timeoutMs / 8)), timeoutMs / 2);
  // a page may redeem the code after it has drawn its button
  await atRest(there, watch, timeoutMs / 4);
  const status = watch.since(0).find((raw) => raw.url === url.href)?.hop.status;
  const native = state.sessionIn(await storedBy(there, context));
  if (native) doors.taint(native.accessToken, "native access token");
  if (native?.refreshToken) doors.taint(native.refreshToken, "native refresh token");
  const own = native && (await state.whoAmI(native.accessToken));
  return {
    ...(status !== undefined && { status }),
    app: await seenAt(there, other),
    ...(own && { own: own.seen }),
  };
};
