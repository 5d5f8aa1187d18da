import { CookieJar } from "tough-cookie";
import type { Doors, Exchange, Request } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";

const MOST_HOPS = 10;

/** Where a browser came to at the spoke's backend. */
export interface Came {
  /** the last address that was asked, and its answer */
  readonly at: URL;
  readonly exchange: Exchange;
  /** where that sends the browser on to: away from the backend's auth API */
  readonly to: URL | undefined;
}

/** A browser of one person at the spoke's backend, without scripts and forms. */
export interface SpokeBrowser {
  /** Goes to an address, and along wherever the backend leads over addresses of its own auth API. */
  readonly go: (url: string, request?: Request) => Promise<Came>;
}

/** Some backends keep a login in cookies and lead it over pages of their own; others need neither. */
export const spokeBrowser = ({ spoke: { backend } }: ClientSubject, { http }: Doors): SpokeBrowser => {
  const jar = new CookieJar(undefined, { rejectPublicSuffixes: false });
  const { origin } = new URL(backend.url);
  const itsOwn = (url: URL) => url.origin === origin && url.pathname.startsWith(`${backend.auth_path}/`);
  return {
    go: async (url, request = {}) => {
      let at = new URL(url);
      for (let hops = 1; ; hops++) {
        const cookie = jar.getCookieStringSync(at.href);
        const headers = { ...request.headers, ...(cookie && { cookie }) };
        const exchange = await http.send(at.href, { ...request, headers });
        for (const line of exchange.setCookies) jar.setCookieSync(line, at.href, { ignoreError: true });
        const { location } = exchange.headers;
        const to = location === undefined ? undefined : (URL.parse(location, at) ?? undefined);
        if (to === undefined || !itsOwn(to) || hops === MOST_HOPS) return { at, exchange, to };
        at = to;
      }
    },
  };
};
