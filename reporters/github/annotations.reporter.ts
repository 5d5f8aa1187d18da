import { defineReporter, type Report } from "../../core/report.ts";
import type { Verdict } from "../../core/verdict.ts";
import { news } from "../words/excused.ts";
import { maskPersonal } from "../words/mask.ts";
import { failures, headline, sentenceOf, wordsOf } from "../words/story.ts";
import { clean, cut, plural, showValue } from "../words/text.ts";

/** GitHub shows ten of each kind a step: the decision takes one of them. */
const MOST = 9;

/** What a workflow command reads as data, and what it reads as a property of itself. */
const data = (said: string): string =>
  clean(said).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
const property = (said: string): string => data(said).replace(/:/g, "%3A").replace(/,/g, "%2C");

type Kind = "error" | "warning" | "notice";
const annotation = (report: Report, kind: Kind, spoke: string, title: string, message: string): string => {
  const { file = "spokes.yaml", lines = {} } = report.settings ?? {};
  return `::${kind} file=${property(file)},line=${lines[spoke] ?? 1},title=${property(cut(title, 150))}::${data(cut(message, 1_000))}`;
};

const finding = (report: Report, verdict: Verdict, kind: Kind): string => {
  const { remedy } = wordsOf(report, verdict);
  const unknown = verdict.outcome === "unknown";
  const message = unknown
    ? `${verdict.because ?? "no reason was given"}\nWhat settles it: ${verdict.resolvedBy ?? "another run"}`
    : [
        verdict.at && `at ${cut(verdict.at, 300)}`,
        `expected ${showValue(verdict.expected, "line", 200)}, is ${showValue(verdict.actual, "line", 200)}`,
        remedy && `What to do: ${remedy}`,
      ]
        .filter(Boolean)
        .join("\n");
  const title = `${unknown ? "Not known: " : ""}${sentenceOf(report, verdict)} (${verdict.check})`;
  return annotation(report, kind, verdict.spoke, title, message);
};

const tell = (shown: Report): string => {
  const report = maskPersonal(shown);
  const { spoke, harnessErrors } = report.readiness;
  const { word, tone, sentence, meaning } = headline(report);
  const open = news(report);
  const fails = open.filter(({ outcome }) => outcome === "fail");
  const unknowns = open.filter(({ outcome }) => outcome === "unknown");
  const advisory = failures(report, "advisory");
  const rest = Math.max(0, fails.length - MOST) + Math.max(0, unknowns.length - MOST);
  const about = [
    sentence,
    meaning,
    ...(rest > 0 ? [`${plural(rest, "more finding")} in the report.`] : []),
  ].join(" ");
  const kind: Kind = tone === "good" ? "notice" : tone === "bad" ? "error" : "warning";
  return `${[
    annotation(report, kind, spoke, `${word}: ${sentence}`, about),
    ...harnessErrors
      .slice(0, 1)
      .map((error) =>
        annotation(report, "error", spoke, "Error of the harness itself", error.split("\n")[0] ?? ""),
      ),
    ...fails.slice(0, MOST - Math.min(harnessErrors.length, 1)).map((one) => finding(report, one, "error")),
    ...unknowns.slice(0, MOST).map((one) => finding(report, one, "warning")),
    ...advisory.slice(0, MOST).map((one) => finding(report, one, "notice")),
  ].join("\n")}\n`;
};

/** Workflow commands: printed by a step, they become annotations of spokes.yaml. */
export default defineReporter({ file: "github-annotations.txt", tell });
