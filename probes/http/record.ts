import type { Exchange, Request, WireRequest } from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { Taint } from "../../core/redact.ts";
import type { Recorded } from "./har.ts";
import type { Raw } from "./raw.ts";
import { cookieWithoutValue, parsed, sentWith, taintCookie, taintJson, taintUrl } from "./secrets.ts";

const SHOWN = 64 * 1024;

/** A request as it is told in evidence. */
export interface Sent {
  readonly url: string;
  readonly request: Request;
  /** the target of the first line, when it is not the URL's path */
  readonly target?: string;
}

/** A request of the wire, in the words of any other; a header sent twice has a line for each. */
export const asSent = (host: string, { method, target, headers, body }: WireRequest): Sent => {
  const shown: Record<string, string> = {};
  for (const [name, value] of headers) {
    shown[name] = shown[name] === undefined ? value : `${shown[name]}\n${value}`;
  }
  const absolute = !target.startsWith("/");
  const path = absolute ? target.replace(/^[a-z]+:\/\/[^/]*/i, "") : target;
  return {
    url: `https://${host}${path}`,
    request: { headers: shown, ...(method !== undefined && { method }), ...(body !== undefined && { body }) },
    ...(absolute && { target }),
  };
};

/** Keeps every exchange of a run, numbered on from what an earlier one counted, and shows each fit for evidence. */
export const recorder = ({ taint, scrub }: Taint, counted: number) => {
  const all: Recorded[] = [];
  let count = counted;
  const begin = () => {
    const id = `x${++count}`;
    const begun = new Date().toISOString();
    return ({ url, request, target }: Sent, raw: Raw): Exchange => {
      const { status, headers, setCookies, text } = raw;
      const json = parsed(text);
      taintJson(json, taint);
      for (const line of setCookies) taintCookie(line, taint);
      const shown: Record<string, string> = {};
      for (const [name, value] of Object.entries(headers)) {
        taintUrl(name === "location" ? value : "", taint);
        shown[name] = scrub(name === "set-cookie" ? "" : value);
      }
      if (setCookies.length > 0) shown["set-cookie"] = setCookies.map(cookieWithoutValue).join("\n");
      const body = scrub(text);
      const seen: Answer = {
        exchange: id,
        method: request.method ?? "GET",
        url: scrub(url),
        ...(status !== undefined && { status, headers: shown, body: body.slice(0, SHOWN) }),
        ...(json !== undefined && { json: body === text ? json : parsed(body) }),
        ...(raw.error && { error: { code: raw.error.code, message: scrub(raw.error.message) } }),
        ...(raw.dropped && { dropped: [...raw.dropped] }),
        ...sentWith(request, scrub, target),
        ms: Math.round((raw.ms ?? 0) * 10) / 10,
        seenAt: raw.seenAt ?? begun,
      };
      const exchange: Exchange = { status, headers, setCookies, text, json, seen };
      all.push({ id, url, request, exchange });
      return exchange;
    };
  };
  return { begin, all };
};
