import type { Page } from "@playwright/test";
import type { Evidence } from "../../core/evidence/index.ts";
import { type Scene, untilButton } from "./at-app.ts";
import { atRest, controlNamed, shownName, within } from "./page.ts";

type Button = NonNullable<Evidence["session.button"]["with"]>;

/** Runs in the page. Names that are made anew at each load (ids, hashes of style sheets) say nothing. */
const looksOf = (element: Element): { readonly description: string; readonly looks: string } => {
  const described = element.getAttribute("aria-describedby");
  // biome-ignore lint/performance/useDomNodeTextContent: what is shown counts, not what the document holds
  const text = (one: Element | null) => (one as HTMLElement | null)?.innerText ?? "";
  const attributes = [...element.attributes]
    .filter(({ name }) => !["id", "style", "aria-describedby"].includes(name))
    .map(({ name, value }) => `${name}=${value}`)
    .sort();
  return {
    description: [
      element.getAttribute("aria-description") ?? "",
      element.getAttribute("title") ?? "",
      described === null ? "" : text(document.getElementById(described)),
    ]
      .filter(Boolean)
      .join(" ")
      .slice(0, 200),
    looks: [...attributes, text(element)].join(" ").replace(/\s+/g, " ").slice(0, 400),
  };
};

/** The sign-in button as it stands once the page has come to rest. Undefined: there is none. */
export const buttonLooks = async (page: Page, scene: Scene): Promise<Button | undefined> => {
  await untilButton(page, scene);
  await atRest(page, scene.session.watch, scene.timeoutMs / 4);
  const name = await shownName(page, scene.subject.spoke.button);
  if (name === undefined) return undefined;
  const seen = await within(controlNamed(page, name).evaluate(looksOf), scene.timeoutMs / 2, undefined);
  return seen && { name, ...seen };
};
