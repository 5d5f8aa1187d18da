import type { BrowserContext, Page } from "@playwright/test";
import type { Place } from "../../core/evidence/exposure.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { hostOf } from "../../core/hosts.ts";
import { cleanUrl } from "./clean.ts";
import { ask, storedBy } from "./page.ts";

/** More links of one page than this say nothing new. */
const MOST_LINKS = 200;
/** Whole addresses in a text; a host that stands alone is a word, not a place. */
const ADDRESS = /\b(?:https?|wss?):\/\/[^\s"'<>\\]+/gi;
const DEEPEST = 20;

/** Runs in the page: what a person could press that leads somewhere. */
const pressable = (most: number): { readonly url: string; readonly text: string }[] =>
  [...document.querySelectorAll("a[href], area[href], form[action], [formaction]")]
    .slice(0, most)
    .map((one) => ({
      // by the attribute: a form's field may be called "action" itself
      url:
        URL.parse(
          one.getAttribute("href") ?? one.getAttribute("formaction") ?? one.getAttribute("action") ?? "",
          document.baseURI,
        )?.href ?? "",
      // biome-ignore lint/performance/useDomNodeTextContent: what is shown counts, not what the document holds
      text: ((one as HTMLElement).innerText ?? "").replace(/\s+/g, " ").trim().slice(0, 60),
    }));

/** Where the links and forms of the page lead. `hop`: requests of the login until now. */
export const linksAt = async (page: Page, hop: number): Promise<Place[]> => {
  const here = cleanUrl(page.url());
  const found = await ask(page.evaluate(pressable, MOST_LINKS), []);
  return found.flatMap(({ url, text }): Place[] => {
    const host = hostOf(url);
    return host ? [{ kind: "link", at: `link "${text}" at ${here}`, host, text: cleanUrl(url), hop }] : [];
  });
};

interface Kept {
  readonly way: string;
  readonly text: string;
}

/** Every text of a stored value, with the way to it: client libraries store documents, not words. */
const textsIn = (value: unknown, way: string, depth = 0): Kept[] => {
  if (depth > DEEPEST) return [];
  if (typeof value === "string") return depth === 0 ? parsed(value, way) : [{ way, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${way}.${key}`, depth + 1));
};
const parsed = (text: string, way: string): Kept[] => {
  const plain = text.startsWith("base64-") ? Buffer.from(text.slice(7), "base64url").toString() : text;
  try {
    const read: unknown = JSON.parse(plain);
    return typeof read === "object" ? textsIn(read, way, 1) : [{ way, text: plain }];
  } catch {
    return [{ way, text: plain }];
  }
};

/** Hosts of whole addresses in what the page keeps. The issuer under the name `iss` is a claim, which carries it by design. */
export const keptIn = (
  stored: Readonly<Record<string, Readonly<Record<string, string>>>>,
  issuer: string | undefined,
  hop: number,
): Place[] =>
  Object.entries(stored).flatMap(([store, entries]) =>
    Object.entries(entries).flatMap(([name, value]) =>
      textsIn(value, `${store}: ${name.slice(0, 80)}`)
        .filter(({ way, text }) => !(way.endsWith(".iss") && text === issuer))
        .flatMap(({ way, text }) =>
          [...text.matchAll(ADDRESS)].flatMap(([url]): Place[] => {
            const host = hostOf(url);
            return host
              ? [{ kind: "stored value", at: way.slice(0, 200), host, text: cleanUrl(url), hop }]
              : [];
          }),
        ),
    ),
  );

/** What a login named beside its requests, told at its end. */
export const placesOf = async (
  page: Page,
  context: BrowserContext,
  {
    links,
    pages,
    hop,
    issuer,
    cookies,
  }: {
    readonly links: readonly Place[];
    readonly pages: number;
    readonly hop: number;
    readonly issuer: string | undefined;
    readonly cookies: Evidence["session.cookies"]["cookies"];
  },
): Promise<Evidence["exposure.places"]> => {
  const stored = await storedBy(page, context);
  const entries = Object.values(stored).flatMap((store) => Object.keys(store));
  const kept = (cookies ?? []).map(
    ({ name, host, by, hop: at }): Place => ({
      kind: "cookie",
      at: `cookie ${name ?? ""}`,
      ...(host !== undefined && { host }),
      text: `kept for ${host ?? "nobody"}, written by a ${by ?? "server"}`,
      ...(at !== undefined && { hop: at }),
    }),
  );
  return {
    pages,
    cookies: kept.length,
    stored: entries.length,
    places: [...links, ...kept, ...keptIn({ ...stored }, issuer, hop)],
  };
};
