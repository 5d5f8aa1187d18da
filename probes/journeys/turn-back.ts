import type { Page } from "@playwright/test";
import type { Evidence } from "../../core/evidence/index.ts";
import { type Scene, seenAt, untilButton } from "./at-app.ts";
import { isAuthorizeRequest } from "./authorize-request.ts";
import { cleanUrl } from "./clean.ts";
import { controlNamed, isShown, originOf, quiet, shownName, until } from "./page.ts";

/** What hubs call the way back, from the start of an accessible name. */
const BACK = /^(back|cancel|deny|decline|abort|not now|no,? thanks|go back|return)\b/i;

const backControl = (page: Page) =>
  page
    .getByRole("button", { name: BACK })
    .or(page.getByRole("link", { name: BACK }))
    .first();

/** Presses the hub's own way back, if it shows one, and waits for the app. Returns its accessible name. */
export const leaveRefusal = async (page: Page, scene: Scene): Promise<string | undefined> => {
  const { app } = scene.subject.spoke;
  const control = backControl(page);
  if (originOf(page.url()) === app || !(await isShown(control))) return undefined;
  const name = (await control.textContent().catch(() => null))?.trim() ?? "";
  await control.click({ noWaitAfter: true }).catch(() => undefined);
  await until(() => originOf(page.url()) === app, scene.timeoutMs / 2);
  await untilButton(page, scene);
  return name;
};

/** Clicks the sign-in button, and turns back on the hub's first page. `onBack` sees the page that this led to. */
export const turnBack = async (
  page: Page,
  scene: Scene,
  onBack: (by: string) => Promise<void>,
): Promise<Evidence["refusal.cancel"]> => {
  const { session, subject, timeoutMs } = scene;
  const { app, backend, button } = subject.spoke;
  const { watch } = session;
  const click = async (): Promise<boolean> => {
    const name = await shownName(page, button);
    if (name === undefined) return false;
    const mark = watch.mark();
    await controlNamed(page, name)
      .click({ noWaitAfter: true })
      .catch(() => undefined);
    const begun = () =>
      watch.since(mark).some(({ url, hop }) => hop.navigation && isAuthorizeRequest(url, backend.url));
    return until(begun, timeoutMs / 4);
  };
  if ((await shownName(page, button)) === undefined) return { unreached: "no button" };
  if (!(await click())) return { unreached: "the click led to no authorization endpoint" };
  const away = () => originOf(page.url()) !== app;
  await until(
    async () => away() && ((await isShown(backControl(page))) || (await quiet(page, watch, timeoutMs / 12))),
    timeoutMs / 2,
  );
  const at = cleanUrl(page.url());
  if (!away()) return { unreached: "the click came back to the app without a page of the hub" };
  let by = await leaveRefusal(page, scene);
  if (by === undefined) {
    by = "the browser's Back button";
    await page.goBack({ timeout: timeoutMs / 2 }).catch(() => undefined);
    await untilButton(page, scene);
  }
  const shown = await seenAt(page, scene);
  await onBack(by);
  return { by, at, app: shown, startsAgain: await click() };
};
