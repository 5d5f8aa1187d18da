import type { Hop, Login } from "../../core/evidence/browser.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { hostOf, mustStayHidden } from "./hosts.ts";

/** One place where the browser met a host that must stay hidden. */
export interface Exposure {
  /** the hop, by its number and kind */
  readonly at: string;
  readonly host: string;
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

/** Every request, redirect, frame, script, parameter and Referer of a login that shows an issuer or vendor host. */
export const exposures = ({ hops = [], dialled = [] }: Login, subject: ClientSubject): Exposure[] => {
  const hidden = (host: string | undefined): host is string =>
    host !== undefined && mustStayHidden(subject, host);
  const { issuer } = subject.hub;
  const found = hops.flatMap((hop, index): Exposure[] => {
    const at = `hop ${index + 1}, ${wordFor(hop)}`;
    const actual = `${hop.method ?? ""} ${hop.url ?? ""}`.trim();
    const own = hostOf(hop.url);
    if (hidden(own)) return [{ at, host: own, actual }];
    const from = hostOf(hop.referer);
    const mentioned = named(hop.url ?? "", issuer).filter(hidden);
    return [
      ...(hidden(from) ? [{ at: `${at}, Referer`, host: from, actual: `Referer ${hop.referer ?? ""}` }] : []),
      ...mentioned.map((host) => ({ at: `${at}, parameter`, host, actual })),
    ];
  });
  const seen = new Set(hops.map(({ url }) => hostOf(url)?.replace(/:\d+$/, "")));
  const unseen = dialled.filter(({ host }) => hidden(host) && !seen.has(host));
  return [
    ...found,
    ...unseen.map(({ host = "", port }) => ({
      at: `connection to ${host}`,
      host,
      actual: `${host}:${port ?? "?"}`,
    })),
  ];
};
