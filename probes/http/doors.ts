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
  type WireRequest,
} from "../../core/doors.ts";
import type { Taint } from "../../core/redact.ts";
import { runProgram } from "../drivers/run-program.ts";
import type { Journal } from "../evidence/effects.ts";
import { dialler } from "./dial.ts";
import { archive } from "./har.ts";
import { patience } from "./patience.ts";
import { answered, bodyOf, errorOf, nothing, type Raw } from "./raw.ts";
import { asSent, recorder } from "./record.ts";
import { routeTo } from "./route.ts";
import { taintRequest } from "./secrets.ts";
import { sendOnWire } from "./wire.ts";

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
  readonly source?: Doors["source"];
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
  const { reach, env, taint, say, inbound, source, person, journal } = options;
  const { folder = process.cwd(), earlier = NONE } = options;
  const dial = dialler(reach);
  const agent = new Agent({
    connect: dial,
    connections: 4,
    keepAliveTimeout: 30_000,
    headersTimeout: reach.timeoutMs,
    bodyTimeout: reach.timeoutMs,
  });
  const spent = new Map<string, number>();
  const silent = new Map<string, number>();
  const closing: (() => Promise<void>)[] = [];
  // only what undoes the run's effects goes out any more, whatever was spent before
  let leaving = false;

  const ask = async (url: URL, request: Request): Promise<Raw> => {
    const seenAt = new Date().toISOString();
    const from = performance.now();
    const raw = await askOnce(url, request);
    return { ...raw, seenAt, ms: performance.now() - from };
  };
  /** Why this host is not asked; undefined when it is, which counts as a request. */
  const refused = (host: string, hostname: string, port: number): Raw | undefined => {
    const route = routeTo(reach, hostname, port);
    if (!("to" in route)) return nothing(route.code, route.message);
    if ((silent.get(host) ?? 0) >= PATIENCE) {
      return nothing("HOST_SILENT", `${host} did not answer ${PATIENCE} times: not asked again`);
    }
    const used = (spent.get(host) ?? 0) + 1;
    spent.set(host, used);
    return used > reach.requestsPerHost && !leaving
      ? nothing("BUDGET_SPENT", `more than ${reach.requestsPerHost} requests to ${host} in one run`)
      : undefined;
  };
  const heard = (host: string, raw: Raw): Raw => {
    if (raw.error?.code === "ETIMEDOUT") silent.set(host, (silent.get(host) ?? 0) + 1);
    else if (!raw.error) silent.set(host, 0);
    return raw;
  };
  const askOnce = async (url: URL, request: Request): Promise<Raw> => {
    const { host } = url;
    const not = refused(host, url.hostname, Number(url.port || (url.protocol === "https:" ? 443 : 80)));
    if (not) return not;
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
      return heard(host, answered(response.statusCode, response.headers, await bodyOf(response.body)));
    } catch (error) {
      return heard(host, errorOf(error));
    }
  };

  const { patiently, mended } = patience(ask, { timeoutMs: reach.timeoutMs, say });

  const asked = async (target: string, request: Request, last: boolean): Promise<Raw> => {
    const url = URL.parse(target);
    if (url?.protocol !== "https:" && url?.protocol !== "http:")
      return nothing("BAD_URL", "not a URL of the web");
    return leaving && !last ? nothing(RUN_ENDED, "the run is at its end") : patiently(url, request);
  };

  const record = recorder(taint, earlier.counted);
  const exchanged = async (target: string, request: Request, last: boolean): Promise<Exchange> => {
    const end = record.begin();
    taintRequest(target, request, taint.taint);
    return end({ url: target, request }, await asked(target, request, last));
  };
  const onWire = async (host: string, requests: readonly WireRequest[]): Promise<Exchange[]> => {
    const begun = requests.map((request) => ({ end: record.begin(), sent: asSent(host, request) }));
    for (const { sent } of begun) taintRequest(sent.url, sent.request, taint.taint);
    const not = leaving
      ? nothing(RUN_ENDED, "the run is at its end")
      : requests.map(() => refused(host, host, 443)).find((one) => one !== undefined);
    const raws = not ? [] : await sendOnWire(dial, host, requests, reach.timeoutMs);
    return begun.map(({ end, sent }, at) => end(sent, heard(host, raws[at] ?? not ?? nothing("ERROR", ""))));
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
    http: { send: (target, request = {}) => exchanged(target, request, false), wire: onWire },
    secret,
    taint: taint.taint,
    reach,
    ...(inbound && { inbound }),
    ...(source && { source }),
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
    har: () => archive(record.all, taint, reach.agent, earlier.entries),
    leave: async () => {
      leaving = true;
      await journal?.undoAll({
        ...doors,
        http: { send: (target, request = {}) => exchanged(target, request, true), wire: onWire },
      });
    },
    close: async () => {
      await Promise.all(closing.splice(0).map((close) => close()));
      await agent.destroy();
    },
  };
};
