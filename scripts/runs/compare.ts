import { NAMES } from "../../core/evidence/index.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import { placeOf } from "../../core/plan.ts";
import type { Verdict } from "../../core/verdict.ts";
import { oneLine } from "../../reporters/words/text.ts";
import type { KeptRun } from "./kept-run.ts";
import { kidsOf, memberDifferences } from "./live.ts";

/** What changed from one run to another, under one heading. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

const record = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const shown = (value: unknown): string => {
  const text = oneLine(JSON.stringify(value) ?? "nothing");
  return text.length > 160 ? `${text.slice(0, 160)}...` : text;
};
const was = (at: string, before: unknown, after: unknown): string =>
  `${at}: ${shown(before)} -> ${shown(after)}`;

const verdictLines = (a: readonly Verdict[], b: readonly Verdict[]): string[] => {
  const key = ({ spoke, check }: Verdict) => `${check} (${spoke})`;
  const [before, after] = [
    new Map(a.map((one) => [key(one), one])),
    new Map(b.map((one) => [key(one), one])),
  ];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name) => {
    const [one, other] = [before.get(name)?.outcome, after.get(name)?.outcome];
    return one === other ? [] : [`${name}: ${one ?? "not judged"} -> ${other ?? "not judged"}`];
  });
};

const answer = (
  { read }: KeptRun,
  name: "discovery.public" | "discovery.backend" | "jwks.public",
): Answer => {
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

const headerLines = (a: KeptRun, b: KeptRun): string[] =>
  (["discovery.public", "discovery.backend", "jwks.public"] as const).flatMap((name) => {
    const [one, other] = [answer(a, name).headers ?? {}, answer(b, name).headers ?? {}];
    return HEADERS.flatMap((header) =>
      one[header] === other[header] ? [] : [was(`${name}, ${header}`, one[header], other[header])],
    );
  });

const metadataLines = (a: KeptRun, b: KeptRun): string[] =>
  (["discovery.public", "discovery.backend"] as const).flatMap((name) => {
    const [one, other] = [answer(a, name).json, answer(b, name).json];
    return memberDifferences(name, record(one) ? one : {}, record(other) ? other : {}).map(
      ({ at, expected, actual }) => was(at, expected, actual),
    );
  });

const keyLines = (a: KeptRun, b: KeptRun): string[] => {
  const [one, other] = [kidsOf(answer(a, "jwks.public").json), kidsOf(answer(b, "jwks.public").json)];
  return one.join("\n") === other.join("\n") ? [] : [was("kids", one, other)];
};

/** Walks a run's evidence once and hands every value with its place to `visit`. */
const walk = (value: unknown, at: string, visit: (value: unknown, at: string) => void): void => {
  visit(value, at);
  if (Array.isArray(value))
    for (const [index, inner] of value.entries()) walk(inner, `${at}[${index}]`, visit);
  else if (record(value))
    for (const [key, inner] of Object.entries(value)) walk(inner, `${at}.${key}`, visit);
};

const eachPiece = (run: KeptRun, visit: (value: unknown, at: string) => void): void => {
  for (const name of NAMES) {
    const found = run.read(placeOf(name, run.readiness.spoke), name);
    if (found?.is === "seen") walk(found.value, name, visit);
  }
};

const hostsIn = (run: KeptRun): string[] => {
  const hosts = new Set<string>();
  eachPiece(run, (value, at) => {
    if (/\.url$/.test(at) && typeof value === "string" && URL.canParse(value)) hosts.add(new URL(value).host);
    if (/\.dialled\[\d+\]$/.test(at) && record(value)) hosts.add(String(value.host));
  });
  return [...hosts].sort();
};

const kind = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? "list" : `list of ${kind(value[0])}`;
  return value === null ? "null" : typeof value;
};

/** Names and types of the claims of every token and userinfo answer: shapes, never values. */
const claimShapes = (run: KeptRun): Map<string, string> => {
  const shapes = new Map<string, string>();
  eachPiece(run, (value, at) => {
    if (!/\.claims$/.test(at) || !record(value)) return;
    for (const [claim, inner] of Object.entries(value)) shapes.set(`${at}.${claim}`, kind(inner));
  });
  return shapes;
};

/** A token that only one of the runs saw is one line, not one for each of its claims. */
const shapeLines = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] => {
  const tokenOf = (at: string) => at.replace(/(\.claims)\.[^.]*$/, "$1");
  const seen = (shapes: ReadonlyMap<string, string>) => new Set([...shapes.keys()].map(tokenOf));
  const [one, other] = [seen(a), seen(b)];
  const whole = [...new Set([...one, ...other])].filter((token) => one.has(token) !== other.has(token));
  return [
    ...whole.map((token) => `${token}: ${one.has(token) ? "seen -> not seen" : "not seen -> seen"}`),
    ...mapLines(
      new Map([...a].filter(([at]) => !whole.includes(tokenOf(at)))),
      new Map([...b].filter(([at]) => !whole.includes(tokenOf(at)))),
    ),
  ];
};

const mapLines = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] =>
  [...new Set([...a.keys(), ...b.keys()])]
    .sort()
    .flatMap((at) =>
      a.get(at) === b.get(at) ? [] : [`${at}: ${a.get(at) ?? "absent"} -> ${b.get(at) ?? "absent"}`],
    );

const median = (values: readonly number[]): number | undefined =>
  [...values].sort((x, y) => x - y)[Math.floor(values.length / 2)];

/** Median milliseconds of the answers of each host. */
const latencies = (run: KeptRun): Map<string, number> => {
  const byHost = new Map<string, number[]>();
  eachPiece(run, (value) => {
    if (!record(value) || typeof value.ms !== "number" || typeof value.url !== "string") return;
    if (!URL.canParse(value.url)) return;
    const { host } = new URL(value.url);
    byHost.set(host, [...(byHost.get(host) ?? []), value.ms]);
  });
  return new Map(
    [...byHost].flatMap(([host, ms]) => (ms.length >= 5 ? [[host, median(ms) ?? 0] as const] : [])),
  );
};

/** Beyond noise: more than twice as slow or fast, and by more than 100 ms. */
const latencyLines = (a: KeptRun, b: KeptRun): string[] => {
  const [before, after] = [latencies(a), latencies(b)];
  return [...before].flatMap(([host, one]) => {
    const other = after.get(host);
    if (other === undefined || Math.abs(other - one) <= 100) return [];
    const ratio = Math.max(one, other) / Math.max(1, Math.min(one, other));
    return ratio > 2 ? [`${host}: median ${Math.round(one)} ms -> ${Math.round(other)} ms`] : [];
  });
};

const setLines = (a: readonly string[], b: readonly string[]): string[] => [
  ...a.filter((one) => !b.includes(one)).map((one) => `no longer: ${one}`),
  ...b.filter((one) => !a.includes(one)).map((one) => `new: ${one}`),
];

/** Only what changed; a section without a line is left out. */
export const compareRuns = (a: KeptRun, b: KeptRun): Section[] =>
  [
    {
      title: "Decision",
      lines:
        a.readiness.decision === b.readiness.decision
          ? []
          : [`${a.readiness.decision ?? "none"} -> ${b.readiness.decision ?? "none"}`],
    },
    { title: "Verdicts", lines: verdictLines(a.readiness.verdicts, b.readiness.verdicts) },
    { title: "Metadata", lines: metadataLines(a, b) },
    { title: "JWKS", lines: keyLines(a, b) },
    { title: "Headers", lines: headerLines(a, b) },
    { title: "Hosts", lines: setLines(hostsIn(a), hostsIn(b)) },
    { title: "Claim shapes", lines: shapeLines(claimShapes(a), claimShapes(b)) },
    { title: "Latency", lines: latencyLines(a, b) },
  ].filter(({ lines }) => lines.length > 0);
