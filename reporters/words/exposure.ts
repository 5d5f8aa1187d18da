import type { Hop } from "../../core/evidence/browser.ts";
import type { Report } from "../../core/report.ts";
import { classOf, type HostClass, urlOf } from "./hosts.ts";

/** A host that a person's browser was led to, and how it showed. */
export interface Exposed {
  readonly host: string;
  readonly of: HostClass;
  readonly requests: number;
  /** it stood in the address bar */
  readonly shown: boolean;
  /** "GET /auth/v1/settings (fetch)", the first few */
  readonly examples: readonly string[];
}

const MOST_EXAMPLES = 3;
const JOURNEYS = ["browser.login", "browser.sso", "browser.signout"];

interface Visit {
  readonly url: string | undefined;
  readonly method: string;
  readonly kind: string;
  readonly shown: boolean;
}

const visitsOf = (pieces: Readonly<Record<string, unknown>>): Visit[] => {
  const seen = (name: string): Readonly<Record<string, unknown>> => {
    const found = pieces[name] as
      | { readonly is?: string; readonly value?: Record<string, unknown> }
      | undefined;
    return found?.is === "seen" ? (found.value ?? {}) : {};
  };
  const hops = JOURNEYS.flatMap((name) => {
    const { hops, native, hub } = seen(name);
    return [hops, native, hub].flatMap((list) => (Array.isArray(list) ? (list as Hop[]) : []));
  });
  const pages = [seen("browser.front"), ...((seen("browser.pages").pages as object[] | undefined) ?? [])];
  return [
    ...hops.map(({ url, method = "GET", kind = "request", navigation, frame }) => ({
      url,
      method,
      kind,
      shown: navigation === true && frame !== "child",
    })),
    ...pages.flatMap((page) => {
      const {
        asked = [],
        url,
        path = "/",
      } = page as { readonly asked?: readonly string[]; readonly url?: string; readonly path?: string };
      const scripts = asked.map((one) => {
        const [method = "GET", address] = one.includes(" ") ? one.split(" ", 2) : ["GET", one];
        return { url: address, method, kind: "script", shown: false };
      });
      return url === undefined
        ? scripts
        : [{ url: url.replace("{path}", path), method: "GET", kind: "page", shown: true }, ...scripts];
    }),
  ];
};

/** Every host that the browser of the test person was led to; those that a user must never see come first. */
export const exposureOf = (report: Report): readonly Exposed[] => {
  const { spoke } = report.readiness;
  const subject = report.subjects.find(({ id }) => id === spoke);
  if (!subject) return [];
  const visits = visitsOf(report.evidence[spoke] ?? {}).flatMap((visit) => {
    const url = urlOf(visit.url);
    return url && /^https?:$/.test(url.protocol) ? [{ ...visit, at: url }] : [];
  });
  const byHost = Map.groupBy(visits, ({ at }) => at.host);
  const wrong = ({ of }: Exposed) => Number(of !== "vendor" && of !== "foreign");
  return [...byHost]
    .map(([host, list]): Exposed => {
      const examples = [...new Set(list.map(({ method, at, kind }) => `${method} ${at.pathname} (${kind})`))];
      return {
        host,
        of: classOf(subject, host),
        requests: list.length,
        shown: list.some(({ shown }) => shown),
        examples: examples.slice(0, MOST_EXAMPLES),
      };
    })
    .sort((a, b) => wrong(a) - wrong(b) || b.requests - a.requests);
};
