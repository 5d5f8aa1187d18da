import type { Locator } from "@playwright/test";
import type { Evidence } from "../../core/evidence/index.ts";
import { ask } from "../journeys/page.ts";
import type { HomeTab } from "./at-home.ts";

type Carried = NonNullable<Evidence["home.signup"]["links"]>[number];

/** Runs in the page. */
const addresses = (links: Element[]) =>
  links
    .map((link, at) => ({ at, href: (link as HTMLAnchorElement).href, shown: link.checkVisibility() }))
    .filter(({ shown }) => shown);

/** The first visible link of this page that leads to another screen of the account home, and what it takes along. */
export const linkTo = async (
  { page, scene }: HomeTab,
  from: string,
  to: "login" | "signup",
): Promise<{ readonly seen: Carried; readonly control: Locator | undefined }> => {
  const { home } = scene;
  const links = page.locator("a[href]");
  const found = (await ask(links.evaluateAll(addresses), [])).find(({ href }) => {
    const url = URL.parse(href);
    return url?.origin === home.app && url.pathname === home.screens[to];
  });
  const url = URL.parse(found?.href ?? "");
  const carries = url?.searchParams.get("return") ?? undefined;
  return {
    seen: {
      from,
      to,
      ...(url && { link: `${url.pathname}${url.search}` }),
      ...(carries !== undefined && { return: carries }),
    },
    control: found && links.nth(found.at),
  };
};
