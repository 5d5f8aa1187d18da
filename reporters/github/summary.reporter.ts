import { defineReporter, type Report } from "../../core/report.ts";
import { span, words } from "../markdown/marks.ts";
import { news } from "../words/excused.ts";
import { maskPersonal } from "../words/mask.ts";
import { GATE_WORDS, headline, sentenceOf, unknownGroups } from "../words/story.ts";
import { between, plural, showValue } from "../words/text.ts";

const MOST = 6;
const SIGN = { good: "\u2705", bad: "\u274c", wait: "\u23f8\ufe0f", open: "\u2753", none: "\u2796" } as const;

const tell = (shown: Report): string => {
  const report = maskPersonal(shown);
  const { gates, target, startedAt, decidedAt, exitCode, harnessErrors } = report.readiness;
  const { word, tone, sentence } = headline(report);
  const open = news(report);
  const took = between(startedAt, decidedAt);
  const [settle] = unknownGroups(report);
  const unknown = open.some(({ outcome }) => outcome === "unknown");
  return [
    `## ${SIGN[tone]} ${word}: ${words(sentence)}`,
    "",
    gates
      .map(({ gate, name, status }) => {
        const said = GATE_WORDS[status];
        return `${SIGN[said.tone]} ${gate} ${words(name)}: **${said.word}**`;
      })
      .join(" \u00b7 "),
    "",
    ...(harnessErrors.length > 0
      ? [
          `**The harness itself had ${plural(harnessErrors.length, "error")}**: the run is not to be relied on.`,
          "",
        ]
      : []),
    ...(open.length > 0
      ? [
          "| What blocks | Expected | Actual |",
          "| --- | --- | --- |",
          ...open.slice(0, MOST).map((one) => {
            const seen =
              one.outcome === "fail"
                ? [one.expected, one.actual]
                    .map((value) => span(showValue(value, "line", 80), 100))
                    .join(" | ")
                : `_not known_ | ${words(one.because ?? "", 120)}`;
            return `| ${words(sentenceOf(report, one), 160)} ${span(one.check, 100)} | ${seen} |`;
          }),
          "",
        ]
      : []),
    ...(open.length > MOST ? [`and ${plural(open.length - MOST, "more", "more")} in report.html`, ""] : []),
    ...(unknown && settle && tone === "open"
      ? [`What settles it: ${words(settle.resolvedBy, 200)}`, ""]
      : []),
    `Target ${span(target, 80)}${took ? `, took ${words(took)}` : ""}, exit code ${exitCode}. The artifact holds report.html with reasons, remedies and evidence.`,
    "",
  ].join("\n");
};

/** For $GITHUB_STEP_SUMMARY: one screen, the decision and what blocks it. */
export default defineReporter({ file: "github-summary.md", tell });
