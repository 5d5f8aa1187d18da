import type { Hop, Login } from "../../core/evidence/browser.ts";
import type { Evidence, Name } from "../../core/evidence/index.ts";
import { exposures, type Meeting, meetings, namedExposures, namings } from "../../core/exposures.ts";
import type { Report, Screenshot } from "../../core/report.ts";
import { classOf, type HostClass, hostWords, urlOf } from "./hosts.ts";

/** A host that a person's browser was led to, and how it showed. */
export interface Met {
  readonly host: string;
  readonly of: HostClass;
  readonly whose: string;
  /** "12 requests, 1 cookie, 3 links" */
  readonly as: string;
  /** it stood in the address bar */
  readonly shown: boolean;
  /** "GET /auth/v1/settings (fetch)", the first few */
  readonly examples: readonly string[];
}

/** Exposures that one picture shows: of the page that these hops of the login led to. */
export interface Exposed {
  readonly picture: Screenshot | undefined;
  readonly list: readonly (Meeting & { readonly whose: string })[];
}

const MOST_EXAMPLES = 3;

const walked = (report: Report) => {
  const { spoke } = report.readiness;
  const subject = report.subjects.find(({ id }) => id === spoke);
  const pieces = report.evidence[spoke] ?? {};
  const seen = <N extends Name>(name: N): Evidence[N] | undefined => {
    const found = pieces[name];
    return found?.is === "seen" ? (found.value as Evidence[N]) : undefined;
  };
  return { subject, seen };
};

/** Pages that were looked at signed out, and what their scripts asked for. */
const pagesAs = (pages: readonly Evidence["browser.front"][]): Login => ({
  hops: pages.flatMap(({ url, path = "/", asked = [] }): Hop[] => [
    ...(url === undefined
      ? []
      : [{ url: url.replace("{path}", path), method: "GET", kind: "page", frame: "main" as const }]),
    ...asked.map((one): Hop => {
      const [method = "GET", address = ""] = one.includes(" ") ? one.split(" ", 2) : ["GET", one];
      return { url: address, method, kind: "script's request" };
    }),
  ]),
});

const KINDS: readonly (readonly [string, string])[] = [
  ["connection", "connection"],
  ["Referer", "Referer"],
  ["parameter", "parameter"],
  ["cookie", "cookie"],
  ["link", "link"],
  ["stored value", "stored value"],
];
const FIRST: readonly HostClass[] = ["backend", "vendor", "foreign", "public", "spoke"];
const PAGES = ["navigation", "page", "redirect"];

const counted = (list: readonly Meeting[]): string => {
  const kinds = Map.groupBy(list, ({ via }) => KINDS.find(([kind]) => kind === via)?.[1] ?? "request");
  return ["request", ...KINDS.map(([, word]) => word)]
    .flatMap((word) => {
      const count = kinds.get(word)?.length ?? 0;
      return count === 0 ? [] : [`${count} ${word}${count === 1 ? "" : "s"}`];
    })
    .join(", ");
};

const exampleOf = ({ via, actual }: Meeting): string => {
  const [, method, address] = /^([A-Z]+) (https?:[^?#]+)/.exec(actual) ?? [];
  const path = urlOf(address)?.pathname;
  return path === undefined ? `${actual} (${via})` : `${method} ${path} (${via})`;
};

/** Every host that the browser of the test person met on any way, classified; those that a user must never see come first. */
export const hostsMet = (report: Report): readonly Met[] => {
  const { subject, seen } = walked(report);
  if (!subject) return [];
  const out = seen("browser.signout");
  const pages = [seen("browser.front"), ...(seen("browser.pages")?.pages ?? [])].filter(
    (page) => page !== undefined,
  );
  const met = [
    ...[seen("browser.login") ?? {}, seen("browser.sso") ?? {}].flatMap((login) => meetings(login, subject)),
    ...meetings({ hops: [...(out?.native ?? []), ...(out?.hub ?? [])] }, subject),
    ...meetings(pagesAs(pages), subject),
    ...namings(seen("exposure.places") ?? {}),
  ];
  const order = (of: HostClass) => FIRST.indexOf(of);
  const asked = new Set(met.filter(({ via }) => via !== "connection").map(({ host }) => host));
  const told = met.filter(({ via, host }) => via !== "connection" || !asked.has(host));
  return [...Map.groupBy(told, ({ host }) => host)]
    .map(([host, list]) => ({
      host,
      of: classOf(subject, host),
      whose: hostWords(subject, host),
      as: counted(list),
      shown: list.some(({ via }) => PAGES.includes(via)),
      examples: [...new Set(list.map(exampleOf))].slice(0, MOST_EXAMPLES),
      count: list.length,
    }))
    .sort((a, b) => order(a.of) - order(b.of) || b.count - a.count);
};

/** The picture of the page that a hop led to: the next one that was taken. The last one, where none came after it. */
const pictureAt = (pictures: readonly Screenshot[], hop: number | undefined): Screenshot | undefined =>
  hop === undefined ? undefined : (pictures.find(({ hop: at = 0 }) => at >= hop) ?? pictures.at(-1));

/** Every exposure of the issuer's or the vendor's host on the first login, in the order of its hops, by picture. */
export const exposuresOf = (report: Report): readonly Exposed[] => {
  const { subject, seen } = walked(report);
  if (!subject) return [];
  const pictures = report.screenshots
    .filter(({ hop }) => hop !== undefined)
    .sort((a, b) => (a.hop ?? 0) - (b.hop ?? 0));
  const login = seen("browser.login") ?? {};
  const all = [...exposures(login, subject), ...namedExposures(seen("exposure.places") ?? {}, subject)]
    .sort((a, b) => (a.hop ?? Number.MAX_SAFE_INTEGER) - (b.hop ?? Number.MAX_SAFE_INTEGER))
    .map((one) => ({ ...one, whose: hostWords(subject, one.host) }));
  return [...Map.groupBy(all, ({ hop }) => pictureAt(pictures, hop))].map(([picture, list]) => ({
    picture,
    list,
  }));
};
