import type { Exchange, Request } from "../../core/doors.ts";
import type { Taint } from "../../core/redact.ts";
import { cookieWithoutValue } from "./secrets.ts";

/** One exchange as it was, kept in memory until the archive is asked for: later secrets are then known too. */
export interface Recorded {
  readonly id: string;
  readonly url: string;
  readonly request: Request;
  readonly exchange: Exchange;
}

const LIMIT = 64 * 1024;
const HIDDEN = new Set(["authorization", "cookie", "apikey", "proxy-authorization"]);

const pairs = (headers: Readonly<Record<string, string>>): { name: string; value: string }[] =>
  Object.entries(headers).map(([name, value]) => ({
    name,
    value: HIDDEN.has(name.toLowerCase()) ? `‹${name.toLowerCase()}›` : value,
  }));

const query = (url: string): { name: string; value: string }[] =>
  URL.canParse(url) ? [...new URL(url).searchParams].map(([name, value]) => ({ name, value })) : [];

const entry = ({ id, url, request, exchange }: Recorded): object => {
  const { seen } = exchange;
  const body = exchange.text.slice(0, LIMIT);
  const cookies = exchange.setCookies.map((line) => ({
    name: "set-cookie",
    value: cookieWithoutValue(line),
  }));
  const headers = Object.entries(exchange.headers).filter(([name]) => name !== "set-cookie");
  return {
    _id: id,
    startedDateTime: seen.seenAt,
    time: seen.ms ?? 0,
    request: {
      method: request.method ?? "GET",
      url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: pairs(request.headers ?? {}),
      queryString: query(url),
      headersSize: -1,
      bodySize: request.body?.length ?? 0,
      ...(request.body !== undefined && {
        postData: { mimeType: request.headers?.["content-type"] ?? "", text: request.body, params: [] },
      }),
    },
    response: {
      status: exchange.status ?? 0,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: [...pairs(Object.fromEntries(headers)), ...cookies],
      content: {
        size: exchange.text.length,
        mimeType: exchange.headers["content-type"] ?? "",
        text: body,
      },
      redirectURL: exchange.headers.location ?? "",
      headersSize: -1,
      bodySize: exchange.text.length,
      ...(seen.error && { _error: seen.error.code ?? seen.error.message ?? "error" }),
    },
    cache: {},
    timings: { send: 0, wait: seen.ms ?? 0, receive: 0 },
  };
};

/** HTTP Archive 1.2 of everything that was said, redacted; entries of another archive stand first. */
export const archive = (
  recorded: readonly Recorded[],
  taint: Taint,
  agent: string,
  earlier: readonly object[],
): object =>
  JSON.parse(
    taint.scrub(
      JSON.stringify({
        log: {
          version: "1.2",
          creator: { name: "cargo-identity-gates", version: agent },
          entries: [...earlier, ...recorded.map(entry)],
        },
      }),
    ),
  );
