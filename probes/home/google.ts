import type { Doors } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { openParams } from "../drivers/open-url.ts";
import { cleanUrl } from "../journeys/clean.ts";
import { controlNamed, isShown, textOf, until } from "../journeys/page.ts";
import { arrive, type HomeScene, openTab, screenUrl } from "./at-home.ts";

/** Clicks the control and tells where it leads; the browser is stopped before it gets there. */
export const continueWithGoogle = async (
  scene: HomeScene,
  doors: Doors,
): Promise<Evidence["home.google"]> => {
  const { home, timeoutMs } = scene;
  const tab = await openTab(scene, doors);
  const { page, leaving } = tab;
  await arrive(tab, screenUrl(scene, "login"));
  const control = controlNamed(page, home.labels.google);
  if (!(await isShown(control))) return { said: await textOf(page) };
  leaving.clear();
  await control.click({ noWaitAfter: true }).catch(() => undefined);
  await until(() => leaving.to().length > 0, timeoutMs / 2);
  const led = leaving.to()[0];
  const url = URL.parse(led ?? "");
  const said = await textOf(page);
  await page.close().catch(() => undefined);
  return {
    clicked: home.labels.google,
    ...(url && led !== undefined
      ? { leads: { url: cleanUrl(`${url.origin}${url.pathname}`), params: openParams(url) } }
      : { said }),
  };
};
