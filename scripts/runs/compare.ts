import type { Drift } from "../../core/report.ts";
import { oneLine } from "../../reporters/words/text.ts";
import { memberDifferences } from "./live.ts";
import type { Summary } from "./summary.ts";

export type Change = Drift["changes"][number];

/** What changed from one run to another, under one heading. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

type Values = Readonly<Record<string, unknown>>;
const changed = (kind: Change["kind"], before: Values, now: Values): Change[] =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .sort()
    .flatMap((at) => (before[at] === now[at] ? [] : [{ kind, at, before: before[at], now: now[at] }]));

const setChanges = (kind: Change["kind"], before: readonly string[], now: readonly string[]): Change[] => [
  ...before.filter((one) => !now.includes(one)).map((at) => ({ kind, at, before: "there", now: undefined })),
  ...now.filter((one) => !before.includes(one)).map((at) => ({ kind, at, before: undefined, now: "there" })),
];

const tokenOf = (at: string): string => at.replace(/(\.claims)\.[^.]*$/, "$1");

/** A token that only one of the runs saw is one change, not one for each of its claims. */
const claimChanges = (before: Summary["claims"], now: Summary["claims"]): Change[] => {
  const tokens = (shapes: Summary["claims"]) => new Set(Object.keys(shapes).map(tokenOf));
  const whole = tokens(before).symmetricDifference(tokens(now));
  const rest = (shapes: Summary["claims"]) =>
    Object.fromEntries(Object.entries(shapes).filter(([at]) => !whole.has(tokenOf(at))));
  return [
    ...setChanges(
      "claims",
      [...whole].filter((at) => tokens(before).has(at)),
      [...whole].filter((at) => tokens(now).has(at)),
    ),
    ...changed("claims", rest(before), rest(now)),
  ];
};

/** Beyond noise: more than twice as slow or fast, and by more than 100 ms. */
const latencyChanges = (before: Summary["latency"], now: Summary["latency"]): Change[] =>
  Object.entries(before).flatMap(([host, one]) => {
    const other = now[host];
    if (other === undefined || Math.abs(other - one) <= 100) return [];
    const ratio = Math.max(one, other) / Math.max(1, Math.min(one, other));
    return ratio > 2
      ? [{ kind: "latency", at: host, before: `median ${one} ms`, now: `median ${other} ms` }]
      : [];
  });

/** Only what changed, the most important first. */
export const compareSummaries = (a: Summary, b: Summary): Change[] => [
  ...(a.decision === b.decision
    ? []
    : [{ kind: "decision", at: "decision", before: a.decision ?? "none", now: b.decision ?? "none" }]),
  ...changed("verdict", a.verdicts, b.verdicts),
  ...[...new Set([...Object.keys(a.metadata), ...Object.keys(b.metadata)])].flatMap((name) =>
    memberDifferences(name, a.metadata[name] ?? {}, b.metadata[name] ?? {}).map(
      ({ at, expected, actual }): Change => ({ kind: "metadata", at, before: expected, now: actual }),
    ),
  ),
  ...setChanges("keys", a.kids, b.kids),
  ...changed("headers", a.headers, b.headers),
  ...setChanges("hosts", a.hosts, b.hosts),
  ...claimChanges(a.claims, b.claims),
  ...latencyChanges(a.latency, b.latency),
];

const TITLES: Readonly<Record<string, string>> = {
  decision: "Decision",
  verdict: "Verdicts",
  metadata: "Metadata",
  keys: "JWKS",
  headers: "Headers",
  hosts: "Hosts",
  claims: "Claim shapes",
  latency: "Latency",
};

const shown = (value: unknown): string => {
  if (value === undefined) return "absent";
  const text = oneLine(typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing"));
  return text.length > 160 ? `${text.slice(0, 160)}...` : text;
};

/** The changes as a person reads them, under a heading for each kind. */
export const sectionsOf = (changes: readonly Change[]): Section[] =>
  [...Map.groupBy(changes, ({ kind }) => kind)].map(([kind, list]) => ({
    title: TITLES[kind] ?? kind,
    lines: list.map(({ at, before, now }) => `${oneLine(at)}: ${shown(before)} -> ${shown(now)}`),
  }));
