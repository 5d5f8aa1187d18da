import { z } from "zod";
import { NAMES } from "../../core/evidence/index.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import { placeOf } from "../../core/plan.ts";
import type { Reader } from "../../core/store.ts";
import type { Readiness } from "../../core/verdict.ts";
import { kidsOf } from "./live.ts";

const texts = z.record(z.string(), z.string());

/** What of a run is compared with another: no personal data, no times but medians. Kept in an approved baseline. */
export const summaryShape = z.strictObject({
  decision: z.string().nullable(),
  /** `check (spoke)` to outcome */
  verdicts: texts,
  /** discovery documents by evidence name, member by member */
  metadata: z.record(z.string(), z.record(z.string(), z.unknown())),
  kids: z.array(z.string()),
  /** `evidence, header` to value */
  headers: texts,
  hosts: z.array(z.string()),
  /** `place.claims.name` to its type */
  claims: texts,
  /** median milliseconds by host */
  latency: z.record(z.string(), z.number()),
});
export type Summary = z.infer<typeof summaryShape>;

/** A run as far as it is summed up. */
export interface Summed {
  readonly readiness: Pick<Readiness, "decision" | "spoke" | "verdicts">;
  readonly read: Reader;
}

const record = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const DOCUMENTS = ["discovery.public", "discovery.backend"] as const;
const ANSWERS = [...DOCUMENTS, "jwks.public"] as const;

const answer = (read: Reader, name: (typeof ANSWERS)[number]): Answer => {
  const found = read("hub", name);
  return found?.is === "seen" ? (found.value as Answer) : {};
};

/** Headers that say how an answer may be kept, framed or trusted; dates, ids and the like change every time. */
const HEADERS = [
  "cache-control",
  "content-security-policy",
  "content-type",
  "referrer-policy",
  "server",
  "strict-transport-security",
  "x-content-type-options",
  "x-frame-options",
  "access-control-allow-origin",
  "access-control-allow-credentials",
];

/** Hands every value of a piece of evidence with its place to `visit`. */
const walk = (value: unknown, at: string, visit: (value: unknown, at: string) => void): void => {
  visit(value, at);
  if (Array.isArray(value))
    for (const [index, inner] of value.entries()) walk(inner, `${at}[${index}]`, visit);
  else if (record(value))
    for (const [key, inner] of Object.entries(value)) walk(inner, `${at}.${key}`, visit);
};

const kind = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? "list" : `list of ${kind(value[0])}`;
  return value === null ? "null" : typeof value;
};

const median = (values: readonly number[]): number =>
  [...values].sort((x, y) => x - y)[Math.floor(values.length / 2)] ?? 0;
/** Fewer say nothing about how fast a host is. */
const ENOUGH = 5;

/** Hosts, shapes of claims (names and types, never values) and latencies, in one walk through the evidence. */
const seenIn = ({ readiness, read }: Summed): Pick<Summary, "hosts" | "claims" | "latency"> => {
  const hosts = new Set<string>();
  const claims: Record<string, string> = {};
  const times = new Map<string, number[]>();
  const look = (value: unknown, at: string): void => {
    if (/\.url$/.test(at) && typeof value === "string" && URL.canParse(value)) hosts.add(new URL(value).host);
    if (!record(value)) return;
    if (/\.dialled\[\d+\]$/.test(at)) hosts.add(String(value.host));
    if (/\.claims$/.test(at)) {
      for (const [claim, inner] of Object.entries(value)) claims[`${at}.${claim}`] = kind(inner);
    }
    if (typeof value.ms === "number" && typeof value.url === "string" && URL.canParse(value.url)) {
      const { host } = new URL(value.url);
      times.set(host, [...(times.get(host) ?? []), value.ms]);
    }
  };
  for (const name of NAMES) {
    const found = read(placeOf(name, readiness.spoke), name);
    if (found?.is === "seen") walk(found.value, name, look);
  }
  return {
    hosts: [...hosts].sort(),
    claims,
    latency: Object.fromEntries(
      [...times].flatMap(([host, ms]) => (ms.length >= ENOUGH ? [[host, Math.round(median(ms))]] : [])),
    ),
  };
};

export const summaryOf = (run: Summed): Summary => {
  const { readiness, read } = run;
  const documents = DOCUMENTS.map((name) => [name, answer(read, name).json] as const);
  return {
    decision: readiness.decision,
    verdicts: Object.fromEntries(
      readiness.verdicts.map(({ check, spoke, outcome }) => [`${check} (${spoke})`, outcome]),
    ),
    metadata: Object.fromEntries(documents.map(([name, json]) => [name, record(json) ? { ...json } : {}])),
    kids: [...kidsOf(answer(read, "jwks.public").json)],
    headers: Object.fromEntries(
      ANSWERS.flatMap((name) => {
        const { headers = {} } = answer(read, name);
        return HEADERS.flatMap((header) => {
          const value = headers[header];
          return value === undefined ? [] : [[`${name}, ${header}`, value]];
        });
      }),
    ),
    ...seenIn(run),
  };
};
