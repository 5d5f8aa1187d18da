import type { Page } from "@playwright/test";
import type { Evidence } from "../../core/evidence/index.ts";
import { type Scene, seenAt, untilButton } from "./at-app.ts";
import { controlNamed, storedBy } from "./page.ts";

/** Signs out while the hub's logout cannot be reached from this browser: the local session must end all the same. */
export const signOutInOutage = async (page: Page, scene: Scene): Promise<Evidence["session.outage"]> => {
  const { session, subject, state } = scene;
  const { hub, spoke } = subject;
  const { context } = session;
  const native = state.sessionIn(await storedBy(page, context));
  const pattern = (url: URL) => `${url.origin}${url.pathname}` === hub.endpoints.logout;
  let cut = 0;
  await context.route(pattern, (route) => {
    cut += 1;
    return route.abort("connectionrefused");
  });
  const started = performance.now();
  const clicked = await controlNamed(page, spoke.sign_out)
    .click({ noWaitAfter: true })
    .then(
      () => true,
      () => false,
    );
  await untilButton(page, scene);
  const seconds = (performance.now() - started) / 1000;
  const { buttonShown, signOutShown, sessionHeld } = await seenAt(page, scene);
  const own = native && (await state.whoAmI(native.accessToken));
  await context.unroute(pattern);
  return {
    clicked,
    cut,
    ...(sessionHeld !== undefined && { sessionHeld }),
    signInShown: buttonShown === true && signOutShown !== true,
    seconds: Math.round(seconds * 100) / 100,
    ...(own && { own: own.seen }),
  };
};
