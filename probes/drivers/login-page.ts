import { join } from "node:path";
import type { Browser, BrowserContext } from "@playwright/test";
import { type Doors, NotGiven } from "../../core/doors.ts";
import type { HubSettings } from "../../core/spokes/schema.ts";
import type { Hub } from "../../core/subject.ts";
import { once } from "../http/shared.ts";
import { atOnce } from "./at-once.ts";
import type { SignIn } from "./login.ts";
import { walkPage } from "./page-walk.ts";
import { credentialsOf } from "./second-factor.ts";

export type PageLogin = Extract<HubSettings["login"], { driver: "page" }>;

/** Pages walked at once: more of them starve each other, and a starved page looks as if it waited for a person. */
const PAGES = 3;
const turnsOf = (doors: Doors) => once(doors, "turns in the browser", async () => atOnce(PAGES));

/** One browser for all that sign in through these doors. It is loaded and started when the first of them does. */
export const browserOf = (doors: Doors): Promise<Browser> =>
  once(doors, "browser", async () => {
    const [{ findBrowser }, { launchBrowser }] = await Promise.all([
      import("../browser/find.ts"),
      import("../browser/launch.ts"),
    ]);
    const cache = join(import.meta.dirname, "../../.cache");
    const found = await findBrowser({ env: process.env, cache }).catch((error: Error) => {
      throw new NotGiven("a page driver needs a browser", error.message);
    });
    const browser = await launchBrowser(found, doors.reach);
    doors.atEnd(() => browser.close());
    return browser;
  });

/** Signs in as a person would, on the pages that the hub shows: for hubs whose sign-in needs scripts. */
export const walkInPage = (doors: Doors, hub: Hub, login: PageLogin): SignIn => {
  let opened: Promise<BrowserContext> | undefined;
  const context = (): Promise<BrowserContext> => {
    opened ??= browserOf(doors).then(async (browser) => {
      const { openWindow } = await import("../browser/launch.ts");
      const window = await openWindow(browser, doors.reach);
      doors.atEnd(window.close);
      return window.context;
    });
    return opened;
  };
  return {
    walk: async (start, until, user) => {
      const who = user && credentialsOf(doors, user);
      const [within, inTurn] = await Promise.all([context(), turnsOf(doors)]);
      return inTurn(() => walkPage(within, { doors, hub, login, start, until, who }));
    },
    sendAcross: async (url, request, through = doors) => {
      const cookies = await (await context()).cookies(url);
      const sent = cookies.filter(({ sameSite }) => sameSite === "None");
      const cookie = sent.map(({ name, value }) => `${name}=${value}`).join("; ");
      return through.http.send(url, {
        ...request,
        headers: { ...request.headers, ...(cookie && { cookie }) },
      });
    },
  };
};
