import { defineRefusal, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Page } from "../../../core/evidence/browser.ts";
import loaded from "./loaded.control.ts";

const shown = ({ status, title, text, url }: Page) => ({ status, title, text, url });
const same = (a: Page, b: Page | undefined): boolean =>
  b !== undefined && JSON.stringify(shown(a)) === JSON.stringify(shown(b));

/** A request that a path nobody made does not cause: code that takes what stood in the address. */
const extra = (page: Page, random: Page): string[] => {
  const usual = new Set(random.asked ?? []);
  return (page.asked ?? []).filter((request) => !usual.has(request));
};

export default defineRefusal({
  level: "required",
  title: "The app serves neither /auth/callback nor /auth/silent any more",
  failureTitle: "The app still serves a retired sign-in route",
  why: "A client spoke comes back through its own backend's callback. Code that still takes a code or state at the app's own address is a second, unguarded way in, and the hub's allowlist no longer names it.",
  remedy:
    "Spoke: remove the routes and their handlers; an old bookmark should see what any unknown path shows.",
  sources: ["S0:step-4", "S2:STEP-1", "S3"],
  threat: ["RFC9700:4.1"],
  kinds: ["client"],
  needs: ["browser.front", "browser.pages"],
  control: loaded,
  judge: ({ browser: { front, pages } }, { spoke }) => {
    const random = (pages.pages ?? []).find(({ from }) => from === "random");
    const retired = (pages.pages ?? []).filter(({ from }) => from === "retired");
    const judgePage = (page: Page): Judgement => {
      const at = `${spoke.app}${page.path?.split("?")[0] ?? ""}`;
      if (page.error !== undefined || random === undefined)
        return unknown(`${at}: ${page.error}`, "a reachable app");
      const [asked] = extra(page, random);
      if (asked !== undefined) return fail(at, "no code there that takes a code or state", asked);
      if (page.status === 404 || page.status === 410 || same(page, random)) return pass;
      const home = page.url === front.url && page.text === front.text;
      return home ? pass : fail(at, "what an unknown path shows", shown(page));
    };
    return eachCase(retired, ({ path }) => path?.split("?")[0] ?? "?", judgePage);
  },
});
