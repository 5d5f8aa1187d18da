import type { Page } from "@playwright/test";
import type { AtApp } from "../../core/evidence/refusal.ts";
import type { ClientSubject } from "../../core/subject.ts";
import type { SpokeState } from "../adapters/spoke-state.ts";
import { cleanUrl } from "./clean.ts";
import type { Session } from "./journey.ts";
import { controlNamed, isShown, quiet, shownName, storedBy, textOf, until } from "./page.ts";

/** What a step of a journey is about: whose app, in which browser, with which knowledge of the backend. */
export interface Scene {
  readonly subject: ClientSubject;
  readonly session: Session;
  readonly state: SpokeState;
  readonly timeoutMs: number;
}

/** Waits for the sign-in button; says whether it came before the page stood still. */
export const untilButton = async (page: Page, { subject, session, timeoutMs }: Scene): Promise<boolean> => {
  const shown = async () => (await shownName(page, subject.spoke.button)) !== undefined;
  await until(
    async () => (await shown()) || (await quiet(page, session.watch, timeoutMs / 8)),
    timeoutMs / 2,
  );
  return shown();
};

/** Waits for the sign-out control in the same way. */
export const untilSignedIn = async (page: Page, { subject, session, timeoutMs }: Scene): Promise<boolean> => {
  const shown = () => isShown(controlNamed(page, subject.spoke.sign_out));
  await until(
    async () => (await shown()) || (await quiet(page, session.watch, timeoutMs / 8)),
    timeoutMs / 2,
  );
  return shown();
};

/** The page as it stands: what it says and whether somebody is signed in. */
export const seenAt = async (page: Page, { subject, session, state }: Scene): Promise<AtApp> => {
  const held = state.holds(await storedBy(page, session.context));
  return {
    landed: cleanUrl(page.url()),
    said: await textOf(page),
    buttonShown: (await shownName(page, subject.spoke.button)) !== undefined,
    signOutShown: await isShown(controlNamed(page, subject.spoke.sign_out)),
    ...(held !== undefined && { sessionHeld: held }),
  };
};

/** Runs in the page. */
const clear = (): void => {
  localStorage.clear();
  sessionStorage.clear();
};

/** Forgets the session of this page's origin and nobody else's: what a second spoke of the same person would find. */
export const forgetSession = async (page: Page, { context }: Session): Promise<void> => {
  await page.evaluate(clear).catch(() => undefined);
  if (URL.canParse(page.url())) await context.clearCookies({ domain: new URL(page.url()).hostname });
};
