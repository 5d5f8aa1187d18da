import { randomUUID } from "node:crypto";
import type { Doors } from "../../core/doors.ts";
import type { Screen } from "../../core/evidence/home.ts";
import { ask, controlNamed, isShown } from "../journeys/page.ts";
import { arrive, type HomeScene, type HomeTab, openTab } from "./at-home.ts";

/** Runs in the page. */
const typesOf = (fields: Element[]) =>
  fields
    .filter((field) => field.checkVisibility())
    .slice(0, 20)
    .map((field) => field.getAttribute("type") ?? field.tagName.toLowerCase());

/** One screen as the browser shows it, with the kinds of its visible fields. */
export const lookAtScreen = async (tab: HomeTab, name: string, path: string): Promise<Screen> => {
  const { page, scene } = tab;
  const place = await arrive(tab, `${scene.home.app}${path}`);
  return {
    ...place,
    name,
    path,
    fields: await ask(page.locator("input, select, textarea").evaluateAll(typesOf), []),
    signOutShown: await isShown(controlNamed(page, scene.home.labels.sign_out)),
  };
};

/** The screens that anybody may see, and a path that nobody can have made. */
export const lookAtScreens = async (scene: HomeScene, doors: Doors): Promise<Screen[]> => {
  const { login, signup, reset } = scene.home.screens;
  const paths = { login, signup, reset, random: `/gates-${randomUUID().slice(0, 8)}` };
  return Promise.all(
    Object.entries(paths).map(async ([name, path]) => {
      const tab = await openTab(scene, doors);
      const screen = await lookAtScreen(tab, name, path);
      await tab.page.close().catch(() => undefined);
      return screen;
    }),
  );
};
