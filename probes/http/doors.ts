import { Agent, type Dispatcher } from "undici";
import {
  type Doors,
  type Exchange,
  type Inbound,
  NotGiven,
  type Person,
  type Reach,
  type Request,
  RUN_ENDED,
} from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { Taint } from "../../core/redact.ts";
import { runProgram } from "../drivers/run-program.ts";
import type { Journal } from "../evidence/effects.ts";
import { dialler } from "./dial.ts";
import { archive, type Recorded } from "./har.ts";
import { patience } from "./patience.ts";
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
/** A program has more to do than a request. */
const PROGRAM_MS = 30_000;

export interface DoorsOptions {
  readonly reach: Reach;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly taint: Taint;
  readonly say: (what: string) => void;
  readonly inbound?: Inbound;
  readonly person?: Person;
  readonly journal?: Journal;
  /** where declared programs run; by default where the harness was started */
  readonly folder?: string;
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
  /** Answers nobody any more but what undoes the run's effects, and has them undone. */
  readonly leave: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The way out: every request of a run goes through here, is bounded, recorded and redacted. */
export const openDoors = (options: DoorsOptions): OpenDoors => {
  const { reach, env, taint, say, inbound, person, journal } = options;
  const { folder = process.cwd(), earlier = NONE } = options;
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
  const closing: (() => Promise<void>)[] = [];
  let count = earlier.counted;
  // only what undoes the run's effects goes out any more, whatever was spent before
  let leaving = false;

  const ask = async (url: URL, request: Request): Promise<Raw> => {
    const seenAt = new Date().toISOString();
    const from = performance.now();
    const raw = await askOnce(url, request);
    return { ...raw, seenAt, ms: performance.now() - from };
  };
  const askOnce = async (url: URL, request: Request): Promise<Raw> => {
    const host = url.host;
    const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
    const route = routeTo(reach, url.hostname, port);
    if (!("to" in route)) return nothing(route.code, route.message);
    if ((silent.get(host) ?? 0) >= PATIENCE) {
      return nothing("HOST_SILENT", `${host} did not answer ${PATIENCE} times: not asked again`);
    }
    const used = (spent.get(host) ?? 0) + 1;
    spent.set(host, used);
    if (used > reach.requestsPerHost && !leaving) {
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

  const { patiently, mended } = patience(ask, { timeoutMs: reach.timeoutMs, say });

  const asked = async (target: string, request: Request, last: boolean): Promise<Raw> => {
    const url = URL.parse(target);
    if (url?.protocol !== "https:" && url?.protocol !== "http:")
      return nothing("BAD_URL", "not a URL of the web");
    return leaving && !last ? nothing(RUN_ENDED, "the run is at its end") : patiently(url, request);
  };

  const exchanged = async (target: string, request: Request, last: boolean): Promise<Exchange> => {
    const id = `x${++count}`;
    const begun = new Date().toISOString();
    taintRequest(target, request, taint.taint);
    const raw = await asked(target, request, last);
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
      ms: Math.round((raw.ms ?? 0) * 10) / 10,
      seenAt: raw.seenAt ?? begun,
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

  const doors: Doors = {
    http: { send: (target, request = {}) => exchanged(target, request, false) },
    secret,
    taint: taint.taint,
    reach,
    ...(inbound && { inbound }),
    ...(person && { person }),
    ...(journal && { effects: journal }),
    run: (command) => runProgram(command, { folder, timeoutMs: PROGRAM_MS, scrub: taint.scrub }),
    now: () => new Date(),
    steadiness: () =>
      [...spent].map(([host, requests]) => ({ host, requests, dropped: { ...mended.get(host) } })),
    atEnd: (close) => void closing.push(close),
    say,
  };
  return {
    ...doors,
    har: () => archive(recorded, taint, reach.agent, earlier.entries),
    leave: async () => {
      leaving = true;
      await journal?.undoAll({
        ...doors,
        http: { send: (target, request = {}) => exchanged(target, request, true) },
      });
    },
    close: async () => {
      await Promise.all(closing.splice(0).map((close) => close()));
      await agent.destroy();
    },
  };
};
