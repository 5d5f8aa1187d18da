import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { CheckWords } from "../../core/report.ts";
import type { Decision, Discharge, GateStatus, Readiness, Verdict } from "../../core/verdict.ts";
import { oneLine } from "../../reporters/words/text.ts";
import type { Decided } from "./decision.ts";

const MINUTE = 60_000;

/** How old, as a person says it. */
const age = (seenAt: string | undefined, now: string): string => {
  if (seenAt === undefined) return "";
  const minutes = (Date.parse(now) - Date.parse(seenAt)) / MINUTE;
  if (minutes < 90) return `${Math.max(0, Math.round(minutes))} min old`;
  return minutes < 48 * 60 ? `${(minutes / 60).toFixed(1)} h old` : `${Math.round(minutes / 1440)} days old`;
};

const BY = {
  evidence: "by evidence",
  "carry-over": "carried over",
  waiver: "waived",
  attestation: "attested",
  decision: "accepted by the architecture review",
  "not-applicable": "not applicable",
  open: "open",
} as const;

const gateLines = ({ gate, name, status }: GateStatus, readiness: Readiness): string[] => {
  const advisory = readiness.verdicts.filter(({ level }) => level === "advisory");
  const isRequired = ({ spoke, check }: Discharge) =>
    !advisory.some((one) => one.spoke === spoke && one.check === check);
  const rows = (readiness.obligations ?? []).filter((one) => one.gate === gate && isRequired(one));
  const counted = Object.entries(BY).flatMap(([by, word]) => {
    const count = rows.filter((row) => row.by === by).length;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  const oldest = rows.flatMap(({ seenAt }) => (seenAt === undefined ? [] : [seenAt])).sort()[0];
  const old = oldest === undefined ? "" : `, oldest evidence ${age(oldest, readiness.decidedAt)}`;
  const excused = rows
    .filter(({ by }) => by === "waiver" || by === "attestation" || by === "decision")
    .map(
      ({ check, spoke, by, owner, until }) =>
        `       ${check} (${spoke}): ${by === "decision" ? "accepted" : by === "waiver" ? "waived" : "attested"} by ${owner} until ${until}`,
    );
  return [
    `  ${gate}  ${name}: ${status}; ${rows.length} required rows, ${counted.join(", ")}${old}`,
    ...excused,
  ];
};

const MARK: Readonly<Record<Verdict["outcome"], string>> = {
  pass: "yes",
  fail: "NO ",
  unknown: "?  ",
  "not-applicable": "-  ",
};

const obligationLine = (
  verdict: Verdict,
  words: Readonly<Record<string, CheckWords>>,
  by?: Discharge,
): string => {
  const { check, outcome, because, level } = verdict;
  const excused = by?.by === "attestation";
  const title = words[check]?.title ?? check;
  const rest = because === undefined || excused ? "" : `: ${oneLine(because)}`;
  return `     ${excused ? "yes" : MARK[outcome]} ${title}${level === "advisory" ? " (advisory)" : ""}${rest}`;
};

const checklistLines = ({ checklists = [] }: Readiness): string[] =>
  checklists.map(({ title, items }) => {
    const count = (state: string) => items.filter((item) => item.state === state).length;
    const parts = ["proven", "attested", "failed", "unknown"].flatMap((state) =>
      count(state) > 0 ? [`${count(state)} ${state}`] : [],
    );
    return `     ${title}: ${items.length} items, ${parts.join(", ")}`;
  });

const MOST = 12;

/** What would settle the open rows, each once, commands first. */
const nextSteps = ({ verdicts, obligations = [], decision, spoke, target }: Readiness): string[] => {
  if (decision === "NO-GO" || decision === "PAUSED") return [];
  if (decision === "GO") return [`npm start -- promote --spoke ${spoke} --target ${target}`];
  const open = new Set(
    obligations.filter(({ by }) => by === "open").map(({ spoke: at, check }) => `${at} ${check}`),
  );
  const steps = verdicts
    .filter((one) => one.outcome === "unknown" && open.has(`${one.spoke} ${one.check}`))
    .flatMap(({ resolvedBy }) => (resolvedBy === undefined ? [] : [resolvedBy]));
  const run = `npm start -- run --spoke ${spoke} --target ${target}`;
  // Where another row is named, that row's own step is in the list; what only a new look can show is a run.
  const unique = [
    ...new Set(
      steps
        .filter((step) => !CHECK.test(step))
        .map((step) => (/^(a|another) ([a-z]+ )?run\b/.test(step) ? run : step)),
    ),
  ];
  const commands = unique.filter((step) => step.startsWith("npm "));
  const rest = unique.filter((step) => !step.startsWith("npm "));
  // What a person must give comes first: a run before that would only say the same.
  return [...rest, ...(commands.length > 0 ? commands : [run])].slice(0, MOST);
};

const CHECK = /^[a-z]+\/[a-z0-9-]+/;

const PLACE: Readonly<Record<Decision, string>> = {
  GO: "",
  "NO-GO": "#failures",
  PAUSED: "#review",
  UNKNOWN: "#unknowns",
  HELD: "",
};

/** The run's own report, at the place where a reader of this decision looks first. */
const reportOf = ({ spoke, decision }: Readiness, place: string): string[] => {
  const report = join(place, spoke, "report.html");
  const at = decision === null ? "" : PLACE[decision];
  return existsSync(report) ? [`  Report of the run: ${relative(process.cwd(), report)}${at}`] : [];
};

export const tellDecision = (
  readiness: Readiness,
  { name, place }: Pick<Decided, "name"> & { readonly place: string },
  words: Readonly<Record<string, CheckWords>>,
  file: string | undefined,
): string => {
  const { decision, reasons, gates, verdicts, decidedAt, startedAt, run, target, notes = [] } = readiness;
  const [lead = "", ...rest] = reasons;
  const steps = nextSteps(readiness);
  const fourth = verdicts.filter(({ gate }) => gate === 4);
  const discharge = (check: string) => readiness.obligations?.find((one) => one.check === check);
  return [
    "",
    `  ${decision ?? "NO DECISION"}  ${name} on target ${target}. ${lead}`,
    `  Decided on run ${run}, ${age(startedAt, decidedAt)}.`,
    "",
    ...rest.slice(0, MOST).map((reason, index) => `  ${index + 1}. ${oneLine(reason)}`),
    ...(rest.length > MOST ? [`  and ${rest.length - MOST} more`] : []),
    ...(rest.length > 0 ? [""] : []),
    ...gates.flatMap((gate) => gateLines(gate, readiness)),
    ...fourth.map((verdict) => obligationLine(verdict, words, discharge(verdict.check))),
    ...checklistLines(readiness),
    "",
    ...(steps.length > 0
      ? [
          decision === "GO" ? "  Next:" : "  What would settle it:",
          ...steps.map((step) => `    ${oneLine(step)}`),
          "",
        ]
      : []),
    ...(notes.length > 0 ? ["  Note:", ...notes.map((note) => `    ${oneLine(note)}`), ""] : []),
    ...reportOf(readiness, place),
    ...(file === undefined
      ? []
      : [`  Every row with what discharged it: ${relative(process.cwd(), file)}`, ""]),
  ].join("\n");
};

export const tellNothing = ({ name, spoke, runs, notes }: Decided, target: string): string =>
  [
    "",
    `  UNKNOWN  ${name} on target ${target}. There is no complete run to decide on in ${runs}.`,
    ...(notes.length > 0 ? ["", ...notes.map((note) => `    ${note}`)] : []),
    "",
    "  What would settle it:",
    `    npm start -- run --spoke ${spoke} --target ${target}`,
    "",
    "",
  ].join("\n");
