import { Agent, type Dispatcher } from "undici";
import {
  type Doors,
  type Effects,
  type Exchange,
  type Inbound,
  NotGiven,
  type Person,
  type Reach,
  type Request,
} from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { Taint } from "../../core/redact.ts";
import { dialler } from "./dial.ts";
import { archive, type Recorded } from "./har.ts";
import { bodyOf, errorOf, nothing, type Raw } from "./raw.ts";
import { routeTo } from "./route.ts";
import {
  cookieWithoutValue,
  parsed,
  sentWith,
  taintCookie,
  taintJson,
  taintRequest,
  taintUrl,
} from "./secrets.ts";

const SHOWN = 64 * 1024;
/** After so many time-outs in a row a host is asked no more: one silent host must not hold a run. */
const PATIENCE = 3;
const RETRIES = 2;
/** The connection ended without an answer: worth another try, unlike a refusal or a time-out. */
const MOST_DROPS = 5;
const DROPPED = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"];

export interface DoorsOptions {
  readonly reach: Reach;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly taint: Taint;
  readonly say: (what: string) => void;
  readonly inbound?: Inbound;
  readonly person?: Person;
  readonly effects?: Effects;
  /** exchanges of another run that evidence of this one cites: they stand first in its archive, and ids go on after them */
  readonly earlier?: Earlier;
}
export interface Earlier {
  /** entries of an HTTP Archive, redacted */
  readonly entries: readonly object[];
  /** how many exchanges that run counted */
  readonly counted: number;
}
const NONE: Earlier = { entries: [], counted: 0 };
export interface OpenDoors extends Doors {
  /** HTTP Archive 1.2 of every exchange so far, redacted */
  readonly har: () => object;
  readonly close: () => Promise<void>;
}

/** Milliseconds the other side asks us to wait, or undefined. */
const askedToWait = (raw: Raw): number | undefined => {
  if (raw.status !== 429 && raw.status !== 503) return undefined;
  const after = raw.headers["retry-after"];
  return after !== undefined && /^\d{1,4}$/.test(after) ? Number(after) * 1000 : undefined;
};

/** The way out: every request of a run goes through here, is bounded, recorded and redacted. */
export const openDoors = ({
  reach,
  env,
  taint,
  say,
  inbound,
  person,
  effects,
  earlier = NONE,
}: DoorsOptions): OpenDoors => {
  const agent = new Agent({
    connect: dialler(reach),
    connections: 4,
    keepAliveTimeout: 30_000,
    headersTimeout: reach.timeoutMs,
    bodyTimeout: reach.timeoutMs,
  });
  const recorded: Recorded[] = [];
  const spent = new Map<string, number>();
  const silent = new Map<string, number>();
  const mended = new Map<string, Record<string, number>>();
  const closing: (() => Promise<void>)[] = [];
  let count = earlier.counted;

  const ask = async (url: URL, request: Request): Promise<Raw> => {
    const host = url.host;
    const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
    const route = routeTo(reach, url.hostname, port);
    if (!("to" in route)) return nothing(route.code, route.message);
    if ((silent.get(host) ?? 0) >= PATIENCE) {
      return nothing("HOST_SILENT", `${host} did not answer ${PATIENCE} times: not asked again`);
    }
    const used = (spent.get(host) ?? 0) + 1;
    spent.set(host, used);
    if (used > reach.requestsPerHost) {
      return nothing("BUDGET_SPENT", `more than ${reach.requestsPerHost} requests to ${host} in one run`);
    }
    try {
      const response = await agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: (request.method ?? "GET") as Dispatcher.HttpMethod,
        headers: { "user-agent": reach.agent, accept: "*/*", ...request.headers },
        ...(request.body !== undefined && { body: request.body }),
        ...(request.timeoutMs !== undefined && {
          headersTimeout: request.timeoutMs,
          bodyTimeout: request.timeoutMs,
        }),
        signal: AbortSignal.timeout(request.timeoutMs ?? reach.timeoutMs),
      });
      const headers: Record<string, string> = {};
      for (const [name, value] of Object.entries(response.headers)) {
        if (value !== undefined) headers[name] = typeof value === "string" ? value : value.join(", ");
      }
      const cookies = response.headers["set-cookie"] ?? [];
      const text = await bodyOf(response.body);
      silent.set(host, 0);
      const setCookies = typeof cookies === "string" ? [cookies] : cookies;
      return { status: response.statusCode, headers, setCookies, text };
    } catch (error) {
      const raw = errorOf(error);
      if (raw.error?.code === "ETIMEDOUT") silent.set(host, (silent.get(host) ?? 0) + 1);
      return raw;
    }
  };

  /**
   * Asks again, at once and not for ever, when the connection dropped. Plain http is let be: hanging up is an answer
   * there. What was sent twice may have been done twice: the answer says so in `dropped`.
   */
  const steadily = async (url: URL, request: Request): Promise<Raw> => {
    const dropped: string[] = [];
    for (;;) {
      const raw = await ask(url, request);
      const code = raw.error?.code ?? "";
      if (url.protocol !== "https:" || !DROPPED.includes(code) || dropped.length >= MOST_DROPS) {
        if (dropped.length === 0 || raw.error) return raw;
        const known = mended.get(url.host) ?? {};
        for (const one of dropped) known[one] = (known[one] ?? 0) + 1;
        mended.set(url.host, known);
        return { ...raw, dropped };
      }
      dropped.push(code);
    }
  };

  const patiently = async (url: URL, request: Request): Promise<Raw> => {
    let left = reach.timeoutMs;
    for (let again = 0; ; again++) {
      const raw = await steadily(url, request);
      const wait = askedToWait(raw);
      if (wait === undefined || again >= RETRIES || wait > left) return raw;
      left -= wait;
      say(`${url.host} asks to wait ${wait / 1000} s`);
      await new Promise((resume) => setTimeout(resume, wait));
    }
  };

  const send = async (target: string, request: Request = {}): Promise<Exchange> => {
    const id = `x${++count}`;
    const seenAt = new Date().toISOString();
    const from = performance.now();
    taintRequest(target, request, taint.taint);
    const url = URL.parse(target);
    const web = url?.protocol === "https:" || url?.protocol === "http:";
    const raw = url && web ? await patiently(url, request) : nothing("BAD_URL", "not a URL of the web");
    const json = parsed(raw.text);
    taintJson(json, taint.taint);
    for (const line of raw.setCookies) taintCookie(line, taint.taint);
    const shown: Record<string, string> = {};
    for (const [name, value] of Object.entries(raw.headers)) {
      taintUrl(name === "location" ? value : "", taint.taint);
      shown[name] = taint.scrub(name === "set-cookie" ? "" : value);
    }
    if (raw.setCookies.length > 0) shown["set-cookie"] = raw.setCookies.map(cookieWithoutValue).join("\n");
    const body = taint.scrub(raw.text);
    const seen: Answer = {
      exchange: id,
      method: request.method ?? "GET",
      url: taint.scrub(target),
      ...(raw.status !== undefined && { status: raw.status, headers: shown, body: body.slice(0, SHOWN) }),
      ...(json !== undefined && { json: body === raw.text ? json : parsed(body) }),
      ...(raw.error && { error: { code: raw.error.code, message: taint.scrub(raw.error.message) } }),
      ...(raw.dropped && { dropped: [...raw.dropped] }),
      ...sentWith(request, taint.scrub),
      ms: Math.round((performance.now() - from) * 10) / 10,
      seenAt,
    };
    const { status, headers, setCookies, text } = raw;
    const exchange: Exchange = { status, headers, setCookies, text, json, seen };
    recorded.push({ id, url: target, request, exchange });
    return exchange;
  };

  const secret = (ref: string): string => {
    const name = ref.replace(/^env:/, "");
    const value = env[name];
    if (value === undefined || value === "")
      throw new NotGiven(`${ref} is not set`, `set the environment variable ${name}`);
    taint.taint(value, name);
    return value;
  };

  return {
    http: { send },
    secret,
    taint: taint.taint,
    reach,
    ...(inbound && { inbound }),
    ...(person && { person }),
    ...(effects && { effects }),
    now: () => new Date(),
    steadiness: () =>
      [...spent].map(([host, requests]) => ({ host, requests, dropped: { ...mended.get(host) } })),
    atEnd: (close) => void closing.push(close),
    say,
    har: () => archive(recorded, taint, reach.agent, earlier.entries),
    close: async () => {
      await Promise.all(closing.splice(0).map((close) => close()));
      await agent.destroy();
    },
  };
};
