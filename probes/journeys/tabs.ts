import type { Page } from "@playwright/test";
import type { Evidence } from "../../core/evidence/index.ts";
import { type Scene, untilSignedIn } from "./at-app.ts";
import { cleanUrl } from "./clean.ts";
import { originOf, storedBy, visit } from "./page.ts";
import { subjectOfToken } from "./session-evidence.ts";

/** Presses Back and Forward, then opens a second tab: is the one session still there, and is it the same person's? */
export const backAndTabs = async (page: Page, scene: Scene): Promise<Evidence["session.tabs"]> => {
  const { session, subject, state, timeoutMs } = scene;
  const { app } = subject.spoke;
  const sub = async (at: Page) => {
    const held = state.sessionIn(await storedBy(at, session.context));
    return held && subjectOfToken(held.accessToken);
  };
  const view = async (at: Page) => {
    const signOutShown = await untilSignedIn(at, scene);
    const known = await sub(at);
    return { landed: cleanUrl(at.url()), signOutShown, ...(known !== undefined && { sub: known }) };
  };
  const before = await sub(page);
  await page.goBack({ timeout: timeoutMs / 2, waitUntil: "commit" }).catch(() => undefined);
  await page.goForward({ timeout: timeoutMs / 2, waitUntil: "load" }).catch(() => undefined);
  // where Back left the app for good, a person types its address again
  if (originOf(page.url()) !== app) await visit(page, `${app}/`, timeoutMs);
  const forward = await view(page);
  const tab = await session.context.newPage();
  await visit(tab, `${app}/`, timeoutMs);
  const second = await view(tab);
  await tab.close();
  const first = await view(page);
  return { ...(before !== undefined && { sub: before }), forward, second, first };
};
