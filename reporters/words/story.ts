import type { Cause } from "../../core/check.ts";
import type { CheckWords, Report } from "../../core/report.ts";
import type { Decision, GateState, Outcome, Verdict } from "../../core/verdict.ts";
import { excusedBy, isOfTable } from "./excused.ts";
import { lead } from "./reasons.ts";
import { oneLine } from "./text.ts";

export type Tone = "good" | "bad" | "wait" | "open";

/** What a person must know first: one word, one sentence, what it means for them. */
export interface Headline {
  readonly word: string;
  readonly tone: Tone;
  readonly sentence: string;
  readonly meaning: string;
}

const nameOf = (report: Report, id: string): string =>
  report.subjects.find((subject) => subject.id === id)?.name ?? id;
export const subjectName = nameOf;

const DECISIONS: Readonly<Record<Decision, (spoke: string, target: string) => Headline>> = {
  GO: (spoke, target) => ({
    word: "GO",
    tone: "good",
    sentence: `${spoke} is ready to cut over.`,
    meaning: `All four gates passed on target ${target}.`,
  }),
  "NO-GO": (spoke) => ({
    word: "NO-GO",
    tone: "bad",
    sentence: `${spoke} must not be cut over.`,
    meaning:
      "At least one requirement was shown to be broken. Mend what is listed under What fails, then run again.",
  }),
  PAUSED: (spoke) => ({
    word: "PAUSED",
    tone: "wait",
    sentence: `The rollout of ${spoke} waits for an architecture review.`,
    meaning:
      "The backend does not honour the manual provider settings. No setting of the spoke mends that: the review decides, and records its outcome as architecture_decision in spokes.yaml.",
  }),
  UNKNOWN: (spoke) => ({
    word: "UNKNOWN",
    tone: "open",
    sentence: `It is not known whether ${spoke} may be cut over.`,
    meaning:
      "Nothing required was shown to be broken, but not everything was shown to hold. Unknown never passes.",
  }),
  HELD: (spoke) => ({
    word: "HELD",
    tone: "wait",
    sentence: `${spoke} is held until the pilot has a GO in force.`,
    meaning: "Its own gates passed. No other spoke migrates before the pilot.",
  }),
};

const GROUNDS = [
  ["decision", "accepted by the architecture review"],
  ["waiver", "waived by a person"],
  ["attestation", "vouched for by a person"],
] as const;

/** What a GO rests on. What a person accepted is not what was demonstrated, and is never told as if it were. */
const ground = (report: Report): string => {
  const { gates, verdicts } = report.readiness;
  const required = verdicts.filter((one) => one.level === "required" && one.outcome !== "not-applicable");
  const answered = required.flatMap((one) => excusedBy(report, one) ?? []);
  const carried = required.filter((one) => one.carried !== undefined && !excusedBy(report, one)).length;
  const fallback = gates.some(({ status }) => status === "passed-with-fallback");
  const others = [
    ...GROUNDS.flatMap(([by, words]) => {
      const count = answered.filter((one) => one.by === by).length;
      return count > 0 ? [`${count} ${words}`] : [];
    }),
    ...(carried > 0 ? [`${carried} carried over from another target`] : []),
  ];
  return [
    others.length === 0
      ? "Every required check was demonstrated, none was assumed."
      : `${required.length - answered.length - carried} of ${required.length} required checks were demonstrated in this run; ${others.join(", ")}.`,
    ...(fallback ? ["Gate 1 passed with a temporary fallback to the issuer host."] : []),
  ].join(" ");
};

export const headline = (report: Report): Headline => {
  const { decision, spoke, target, scope } = report.readiness;
  if (decision !== null) {
    const said = DECISIONS[decision](nameOf(report, spoke), target);
    return decision === "GO" ? { ...said, meaning: `${said.meaning} ${ground(report)}` } : said;
  }
  const part = [
    ...scope.gates.map((gate) => `gate ${gate}`),
    ...scope.checks.map((check) => `check ${check}`),
  ].join(", ");
  return {
    word: "PARTIAL RUN",
    tone: "open",
    sentence: "A partial run decides nothing.",
    meaning: `Only ${part || "a part"} was run. Run all gates for a decision about ${nameOf(report, spoke)}.`,
  };
};

/** The reasons, without the sentence that only says the decision again. */
export const furtherReasons = ({ readiness: { decision, reasons } }: Report): readonly string[] =>
  decision === null ? reasons : reasons.filter((reason) => reason !== lead[decision]);

export const GATE_WORDS: Readonly<
  Record<GateState, { readonly word: string; readonly tone: Tone | "none" }>
> = {
  passed: { word: "passed", tone: "good" },
  "passed-with-fallback": { word: "passed with fallback", tone: "wait" },
  paused: { word: "paused", tone: "wait" },
  failed: { word: "failed", tone: "bad" },
  unknown: { word: "unknown", tone: "open" },
  held: { word: "held", tone: "wait" },
  "not-run": { word: "not run", tone: "none" },
};

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  pass: "pass",
  fail: "fail",
  unknown: "unknown",
  "not-applicable": "not applicable",
};

/** What a check says about itself; a check that this version does not know still has its id. */
export const wordsOf = (report: Report, { check, level }: Pick<Verdict, "check" | "level">): CheckWords =>
  (Object.hasOwn(report.checks, check) ? report.checks[check] : undefined) ?? {
    id: check,
    level,
    title: check,
    failureTitle: `${check} does not hold`,
    why: "",
    remedy: "",
    sources: [],
    threat: [],
  };

/** The true sentence of a verdict: its title when it passes, its failure title when it fails. */
export const sentenceOf = (report: Report, verdict: Verdict): string => {
  const { title, failureTitle } = wordsOf(report, verdict);
  return verdict.outcome === "fail" ? failureTitle : title;
};

/** By gate, and within one in the order that the gate itself gives: what pauses comes first. */
export const failures = (report: Report, level: Verdict["level"]): readonly Verdict[] => {
  const { verdicts, gates } = report.readiness;
  const place = ({ gate, check }: Verdict): number => {
    const at = gates.find((one) => one.gate === gate)?.blockedBy.indexOf(check) ?? -1;
    return at < 0 ? Number.MAX_SAFE_INTEGER : at;
  };
  return verdicts
    .filter((one) => one.outcome === "fail" && one.level === level)
    .sort((a, b) => a.gate - b.gate || place(a) - place(b));
};

/** One and the same place in the page for a check, wherever it is shown; spelt out where two subjects have it. */
export const anchorOf = (report: Report, { check, spoke }: Pick<Verdict, "check" | "spoke">): string => {
  const { spoke: own, verdicts } = report.readiness;
  const holders = verdicts.filter((one) => one.check === check).map((one) => one.spoke);
  const first = holders.includes(own) ? own : holders[0];
  return spoke === first || first === undefined ? check : `${check}@${spoke}`;
};

export interface UnknownGroup {
  /** what would settle all of them, in the checks' own words */
  readonly resolvedBy: string;
  /** set when that is another check that does not pass: its verdict */
  readonly check?: Verdict;
  readonly verdicts: readonly Verdict[];
}

/** A person answers for it, in spokes.yaml: it is told there, not as a question. */
const isAnswered = ({ excused = [] }: Report, { spoke, check }: Verdict): boolean =>
  excused.some((one) => one.by !== "waiver" && one.check === check && one.spoke === spoke);

const AGAIN = "another run: what it waited for passed, but too late or not there";

/** What would settle an unknown. Another check that passes has been settled already: what is left is to look again. */
export const settledBy = ({ readiness }: Report, { resolvedBy, spoke }: Verdict): string => {
  if (resolvedBy === undefined) return "not said";
  const named = readiness.verdicts.filter((one) => one.check === resolvedBy);
  const other = named.find((one) => one.spoke === spoke) ?? named[0];
  return other?.outcome === "pass" ? AGAIN : resolvedBy;
};

/** Unknowns by what would settle them; those with a required check first, then the larger groups. */
export const unknownGroups = (report: Report): readonly UnknownGroup[] => {
  const { verdicts } = report.readiness;
  const groups = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    if (verdict.outcome !== "unknown" || isAnswered(report, verdict)) continue;
    const key = settledBy(report, verdict);
    groups.set(key, [...(groups.get(key) ?? []), verdict]);
  }
  const required = (group: UnknownGroup) => group.verdicts.filter((one) => one.level === "required").length;
  return [...groups]
    .map(([resolvedBy, members]): UnknownGroup => {
      const check = verdicts.find((one) => one.check === resolvedBy);
      return { resolvedBy, verdicts: members, ...(check && { check }) };
    })
    .sort((a, b) => required(b) - required(a) || b.verdicts.length - a.verdicts.length);
};

/** Follows `check` causes to what they rest on in the end; a circle ends where it began. */
export const rootCauses = (
  report: Report,
  verdict: Verdict,
  seen: readonly string[] = [],
): readonly Cause[] => {
  const roots = (verdict.cause ?? []).flatMap((cause): readonly Cause[] => {
    if (!("check" in cause) || seen.includes(cause.check)) return [cause];
    const next = report.readiness.verdicts.find((one) => one.check === cause.check);
    if (next?.outcome !== "unknown" || !next.cause?.length) return [cause];
    return rootCauses(report, next, [...seen, verdict.check, cause.check]);
  });
  const keys = roots.map((one) => JSON.stringify(one));
  return roots.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
};

export const causeWords = (cause: Cause): string => {
  if ("evidence" in cause) return `evidence ${cause.evidence}: ${cause.because}`;
  if ("control" in cause) return `positive control "${cause.control}": ${cause.because}`;
  return "check" in cause ? `check ${cause.check}` : `the check threw: ${cause.threw}`;
};

/** A word as a shell takes it: plain when it is plain, else in single quotes. */
const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${oneLine(text).replaceAll("'", "'\\''")}'`;

/** The command that looks at this one thing again, at what was run: the same settings, the same federation. */
export const againCommand = (report: Report, verdict: Verdict): string => {
  const { readiness, settings } = report;
  const options: readonly (readonly [string, string | undefined])[] = [
    ["spokes", settings?.file === "spokes.yaml" ? undefined : settings?.file],
    ["spoke", readiness.spoke],
    ["target", readiness.target],
    ["world", readiness.world],
    ...(readiness.faults ?? []).map((fault) => ["fault", fault] as const),
    ["check", isOfTable(report, verdict) ? undefined : verdict.check],
  ];
  return [
    "npm start -- run",
    ...options.flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${shellWord(value)}`])),
  ].join(" ");
};
