import type { Hop, Login } from "./evidence/browser.ts";
import type { Evidence } from "./evidence/index.ts";
import { hostOf, mustStayHidden } from "./hosts.ts";
import type { Subject } from "./subject.ts";

/** One way in which the browser met a host on its way in. */
export interface Meeting {
  /** "navigation", "redirect", "frame", "script", "fetch"..., "Referer", "parameter", "connection", "link", "cookie", "stored value" */
  readonly via: string;
  readonly host: string;
  /** number of the request in the login, from 1; 0: on the page it began at; undefined: no request explains it */
  readonly hop: number | undefined;
  /** the hop and its kind, or the place, in words */
  readonly at: string;
  readonly actual: string;
}

const wordFor = ({ kind, navigation, redirected, frame }: Hop): string => {
  if (frame === "child" && navigation) return "frame";
  if (navigation) return redirected ? "redirect" : "navigation";
  return kind ?? "request";
};

/** Hosts named in parameter values. `iss` is RFC 9207's own parameter and carries the issuer by design. */
const named = (url: string, issuer: string | undefined): string[] => {
  if (!URL.canParse(url)) return [];
  const { searchParams, hash } = new URL(url);
  const params = [...searchParams, ...new URLSearchParams(hash.slice(1))];
  return params
    .filter(([name, value]) => !(name === "iss" && value === issuer))
    .map(([, value]) => hostOf(value))
    .filter((host): host is string => host !== undefined && host !== "");
};

/** Every host that a login met: by request, redirect, frame, script, parameter, Referer, or by a connection that no request explains. */
export const meetings = ({ hops = [], dialled = [] }: Login, { hub }: Subject): Meeting[] => {
  const met = hops.flatMap((hop, index): Meeting[] => {
    const number = index + 1;
    const via = wordFor(hop);
    const at = `hop ${number}, ${via}`;
    const actual = `${hop.method ?? ""} ${hop.url ?? ""}`.trim();
    const own = hostOf(hop.url);
    const from = hostOf(hop.referer);
    const one = (kind: string, host: string | undefined, where: string, what: string): Meeting[] =>
      host ? [{ via: kind, host, hop: number, at: where, actual: what }] : [];
    return [
      ...one(via, own, at, actual),
      ...one("Referer", from, `${at}, Referer`, `Referer ${hop.referer ?? ""}`),
      ...named(hop.url ?? "", hub.issuer).flatMap((host) =>
        one("parameter", host, `${at}, parameter`, actual),
      ),
    ];
  });
  const seen = new Set(hops.map(({ url }) => hostOf(url)?.replace(/:\d+$/, "")));
  const unseen = dialled.filter(({ host }) => host !== undefined && !seen.has(host));
  return [
    ...met,
    ...unseen.map(({ host = "", port }) => ({
      via: "connection",
      host,
      hop: undefined,
      at: `connection to ${host}`,
      actual: `${host}:${port ?? "?"}`,
    })),
  ];
};

/** Every host that the pages, cookies and storage of a login name. */
export const namings = ({ places = [] }: Evidence["exposure.places"]): Meeting[] =>
  places.flatMap(({ kind = "", host, at = "", text = "", hop }) =>
    host ? [{ via: kind, host, hop, at: hop ? `hop ${hop}, ${at}` : at, actual: text }] : [],
  );

const hiddenOf = (met: readonly Meeting[], subject: Subject): Meeting[] =>
  met.filter(({ host }) => mustStayHidden(subject, host));

const BESIDE = ["Referer", "parameter"];

/** Those of a host that must stay hidden. A request to one is told once: what else it carries is no exposure of its own. */
export const exposures = (login: Login, subject: Subject): Meeting[] => {
  const hidden = hiddenOf(meetings(login, subject), subject);
  const whole = new Set(hidden.filter(({ via }) => !BESIDE.includes(via)).map(({ hop }) => hop));
  return hidden.filter(({ via, hop }) => !BESIDE.includes(via) || !whole.has(hop));
};

/** Those among what the login names beside its requests. */
export const namedExposures = (places: Evidence["exposure.places"], subject: Subject): Meeting[] =>
  hiddenOf(namings(places), subject);
