import type { Page } from "@playwright/test";
import { decodeJwt } from "jose";
import { Cookie } from "tough-cookie";
import type { Evidence } from "../../core/evidence/index.ts";
import type { Scene } from "./at-app.ts";
import { storedBy, within } from "./page.ts";

const READ_MS = 2000;

type Kept = NonNullable<Evidence["session.cookies"]["cookies"]>;

/**
 * Every cookie that a server of this login wrote, as it wrote it, and every one that a page's script wrote. `from`:
 * where the watch stood when the login began.
 */
export const cookiesOf = async ({ session }: Scene, from: number): Promise<Evidence["session.cookies"]> => {
  const { context, watch } = session;
  const written = await Promise.all(
    watch
      .since(0)
      .map((raw, index) => ({ ...raw, number: index - from + 1 }))
      .filter(({ hop }) => hop.status !== undefined)
      .map(async ({ request, url, number }) => {
        const headers = async () => (await (await request.response())?.headersArray()) ?? [];
        const lines = (await within(headers(), READ_MS, []))
          .filter(({ name }) => name.toLowerCase() === "set-cookie")
          .flatMap(({ value }) => value.split("\n"));
        return lines.flatMap((line) => {
          const cookie = Cookie.parse(line);
          const gone = cookie === undefined || cookie.value === "" || cookie.TTL() <= 0;
          return gone
            ? []
            : [
                {
                  cookie,
                  host: new URL(url).host,
                  sameSite: /;\s*samesite=(\w+)/i.exec(line)?.[1],
                  number,
                },
              ];
        });
      }),
  );
  const byServer: Kept = written.flat().map(({ cookie, host, sameSite, number }) => ({
    name: cookie.key,
    host,
    secure: cookie.secure,
    httpOnly: cookie.httpOnly,
    ...(sameSite !== undefined && { sameSite }),
    by: "server" as const,
    ...(number > 0 && { hop: number }),
  }));
  const known = new Set(byServer.map(({ name }) => name));
  const byScript: Kept = (await context.cookies())
    .filter(({ name, httpOnly }) => !known.has(name) && !httpOnly)
    .map(({ name, domain, secure }) => ({
      name,
      host: domain.replace(/^\./, ""),
      secure,
      by: "script" as const,
    }));
  const unique = new Map([...byServer, ...byScript].map((one) => [`${one.host} ${one.name}`, one]));
  return { cookies: [...unique.values()] };
};

const JWT = /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*/g;
const issuerOf = (token: string): string | undefined => {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
};

/** Tokens of the hub's making in the page's storage: by the client library's own names, and by their issuer. */
export const hubTokensIn = async (
  page: Page,
  { session, subject, state }: Scene,
  taint: (value: string, label: string) => void,
): Promise<Evidence["session.hub_tokens"]> => {
  const stored = await storedBy(page, session.context);
  const entries = Object.entries(stored).flatMap(([store, values]) =>
    Object.entries(values as Record<string, string>).map(([name, text]) => ({
      at: `${store}: ${name.slice(0, 80)}`,
      text: text.startsWith("base64-") ? Buffer.from(text.slice(7), "base64url").toString() : text,
    })),
  );
  const found = entries.flatMap(({ at, text }) => {
    const named = state.handedOn(text).map((one) => ({ at, ...one }));
    const taken = new Set(named.map(({ value }) => value));
    const issued = [...text.matchAll(JWT)]
      .filter(([value]) => !taken.has(value) && issuerOf(value) === subject.hub.issuer)
      .map(([value]) => ({ at, what: "a token with the hub's issuer", value }));
    return [...named, ...issued];
  });
  for (const { value, what } of found) taint(value, what);
  return { searched: entries.length, found: found.map(({ at, what }) => ({ at, what })) };
};
