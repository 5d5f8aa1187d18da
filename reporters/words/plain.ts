import type { CheckWords } from "../../core/report.ts";
import type { Verdict } from "../../core/verdict.ts";
import { causeWords } from "./story.ts";
import { clean, cut, showValue } from "./text.ts";

const LIMIT = 4_000;
const MOST_CASES = 50;

/** One line: what is wrong, for lists that show no more. */
export const gist = (verdict: Verdict, words: CheckWords | undefined): string => {
  if (verdict.outcome === "fail") return words?.failureTitle ?? `${verdict.check} does not hold`;
  const because = verdict.because ?? "no reason was given";
  if (verdict.outcome === "unknown") return `not known: ${because}`;
  return verdict.outcome === "not-applicable"
    ? `not applicable: ${because}`
    : (words?.title ?? verdict.check);
};

const caseLines = (verdict: Verdict): string[] => {
  const open = (verdict.cases ?? []).filter((one) => one.outcome !== "pass");
  const lines = open
    .slice(0, MOST_CASES)
    .map((one) =>
      one.outcome === "fail"
        ? `  ${one.name}: ${one.at ?? ""} expected ${showValue(one.expected, "line", 300)}, actual ${showValue(one.actual, "line", 300)}`
        : `  ${one.name}: not known, ${one.because ?? "no reason was given"}`,
    );
  return open.length > MOST_CASES ? [...lines, `  and ${open.length - MOST_CASES} more`] : lines;
};

/** All facts of a verdict as plain lines, cleaned and cut: for machines that show text to people. */
export const plainFacts = (verdict: Verdict, words: CheckWords | undefined): string => {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["where", verdict.at],
    ["expected", verdict.outcome === "fail" ? showValue(verdict.expected, "block", LIMIT) : undefined],
    ["actual", verdict.outcome === "fail" ? showValue(verdict.actual, "block", LIMIT) : undefined],
    ["because", verdict.because],
    ["resolved by", verdict.resolvedBy],
    ["rests on", verdict.cause?.map(causeWords).join("; ") || undefined],
    ["cases", caseLines(verdict).length > 0 ? `\n${caseLines(verdict).join("\n")}` : undefined],
    ["exchanges", verdict.exchanges?.join(", ")],
    ["why", words?.why],
    ["remedy", words?.remedy],
    ["sources", words && [...words.sources, ...words.threat].join(", ")],
  ];
  return rows
    .filter(([, text]) => text !== undefined && text !== "")
    .map(([label, text]) => `${label}: ${clean(cut(text ?? "", LIMIT))}`)
    .join("\n");
};
