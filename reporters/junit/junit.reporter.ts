import { defineReporter, type Report } from "../../core/report.ts";
import { GATES, type Verdict } from "../../core/verdict.ts";
import { maskPersonal } from "../words/mask.ts";
import { gist, plainFacts } from "../words/plain.ts";
import { wordsOf } from "../words/story.ts";
import { cut, oneLine } from "../words/text.ts";
import { element, escapeXml } from "./xml.ts";

type Kind = "green" | "failure" | "error" | "skipped";

/**
 * JUnit knows passed, failure, error and skipped. A demonstrated no is a failure. An unknown is an error ("could not be
 * decided"): every reader of JUnit shows it red, while skipped would be shown as if nothing were amiss. Advisory ones
 * and what a person accepted block nothing, so they are skipped, with a message that says what was found.
 */
const kindOf = (report: Report, { check, spoke, level, outcome }: Verdict): Kind => {
  if (outcome === "pass") return "green";
  if (outcome === "not-applicable" || level === "advisory") return "skipped";
  if (report.excused?.some((one) => one.check === check && one.spoke === spoke)) return "skipped";
  return outcome === "fail" ? "failure" : "error";
};

const result = (report: Report, verdict: Verdict, kind: Kind): readonly string[] => {
  if (kind === "green") return [];
  const words = wordsOf(report, verdict);
  const excused = report.excused?.find(
    ({ check, spoke }) => check === verdict.check && spoke === verdict.spoke,
  );
  const found =
    verdict.level === "advisory" && verdict.outcome !== "not-applicable" ? "advisory finding: " : "";
  const by = excused ? `${excused.by} until ${excused.until} by ${excused.owner}: ` : "";
  const message = oneLine(cut(`${by}${found}${gist(verdict, words)}`, 500));
  const text = escapeXml(plainFacts(verdict, words));
  return kind === "skipped"
    ? [element("skipped", { message }), `<system-out>${text}</system-out>`]
    : [element(kind, { message, type: verdict.outcome }, [text])];
};

const testcase = (report: Report, verdict: Verdict): string => {
  const { check, spoke, level, outcome } = verdict;
  const properties = [
    ["level", level],
    ["outcome", outcome],
    ["spoke", spoke],
    ...wordsOf(report, verdict).sources.map((source) => ["source", source] as const),
  ].map(([name, value]) => element("property", { name, value }));
  return element("testcase", { classname: `${spoke}.${check.split("/")[0]}`, name: check, time: 0 }, [
    element("properties", {}, properties),
    ...result(report, verdict, kindOf(report, verdict)),
  ]);
};

const countsOf = (report: Report, verdicts: readonly Verdict[]) => {
  const kinds = verdicts.map((verdict) => kindOf(report, verdict));
  const count = (kind: Kind) => kinds.filter((one) => one === kind).length;
  return {
    tests: verdicts.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  };
};

const tell = (shown: Report): string => {
  const report = maskPersonal(shown);
  const { verdicts, spoke, target, startedAt, decidedAt } = report.readiness;
  const timestamp = startedAt.replace(/\.\d+Z$|Z$/, "");
  const time = Math.max(0, (Date.parse(decidedAt) - Date.parse(startedAt)) / 1000 || 0);
  const suites = GATES.flatMap(({ number, name }) => {
    const mine = verdicts.filter(({ gate }) => gate === number);
    if (mine.length === 0) return [];
    const about = { name: `Gate ${number}: ${name}`, ...countsOf(report, mine), time: 0, timestamp };
    return [
      element(
        "testsuite",
        about,
        mine.map((verdict) => `\n${testcase(report, verdict)}`),
      ),
    ];
  });
  const name = `Cargo identity gates: ${spoke} on ${target}`;
  const all = { name, ...countsOf(report, verdicts), time };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    "testsuites",
    all,
    suites.map((suite) => `\n${suite}`),
  )}\n`;
};

/** For continuous integration: one test case a verdict, a suite a gate. */
export default defineReporter({ file: "junit.xml", tell });
