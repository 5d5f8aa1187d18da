import { clean, cut } from "../words/text.ts";

const markup = Symbol("markup");
/** Text that is already HTML. Only `html` makes it, so nothing from outside can pretend to be it. */
export interface Markup {
  readonly [markup]: string;
}
export type Child = string | number | Markup | readonly Child[] | undefined | null | false;

/** More than anybody reads, less than a browser chokes on. */
const LONGEST = 10_000;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

const isMarkup = (child: object): child is Markup => markup in child;
const text = (child: Child): string => {
  if (child === undefined || child === null || child === false) return "";
  if (typeof child === "number") return String(child);
  if (typeof child === "string")
    return clean(cut(child, LONGEST)).replace(/[&<>"'`]/g, (char) => ENTITIES[char] ?? "");
  return isMarkup(child) ? child[markup] : child.map(text).join("");
};

/** Tagged template: everything put in is escaped, unless `html` made it. Attributes stand in double quotes. */
export const html = (parts: TemplateStringsArray, ...children: readonly Child[]): Markup => ({
  [markup]: parts.map((part, index) => part + text(children[index])).join(""),
});

/** Our own style and script, or a text whose shape was checked, as it stands. Refuses what could end its element. */
export const verbatim = (source: string): Markup => {
  if (/<\/|<!--/.test(source)) throw new Error("text that stands as it is must not hold </ or <!--");
  return { [markup]: source };
};

export const render = (page: Markup): string => page[markup];
