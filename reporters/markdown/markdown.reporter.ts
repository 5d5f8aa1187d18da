import { defineReporter, type Report } from "../../core/report.ts";
import type { Verdict } from "../../core/verdict.ts";
import { daysLeft, news } from "../words/excused.ts";
import { maskPersonal } from "../words/mask.ts";
import { EXCUSE_WORDS } from "../words/review.ts";
import {
  failures,
  furtherReasons,
  GATE_WORDS,
  headline,
  sentenceOf,
  unknownGroups,
  wordsOf,
} from "../words/story.ts";
import { instant, plural, showValue } from "../words/text.ts";
import { span, words } from "./marks.ts";
import { residual } from "./residual.ts";
import { review } from "./review.ts";

/** A step summary is cut at 1 MiB and read in a minute: the first of everything, and how much more there is. */
const MOST = { findings: 15, advisory: 10, groups: 10, members: 6, reasons: 6 };

const value = (one: unknown) => span(showValue(one, "line", 200), 240);
const more = (count: number, one: string, many?: string): string[] =>
  count > 0 ? [`_and ${plural(count, one, many)} in report.html_`, ""] : [];

const finding = (report: Report, verdict: Verdict): string[] => {
  const { remedy } = wordsOf(report, verdict);
  const failed = (verdict.cases ?? []).filter((one) => one.outcome === "fail");
  const excused = report.excused?.find((one) => one.check === verdict.check && one.spoke === verdict.spoke);
  return [
    `**${words(sentenceOf(report, verdict))}** (gate ${verdict.gate}, ${span(verdict.check)})`,
    "",
    ...(excused
      ? [`- waived until ${words(excused.until)} by ${words(excused.owner)}: ${words(excused.reason)}`]
      : []),
    ...(verdict.at === undefined ? [] : [`- where: ${span(verdict.at)}`]),
    `- expected: ${value(verdict.expected)}`,
    `- actual: ${value(verdict.actual)}`,
    ...(failed.length > 1
      ? [
          `- ${failed.length} of ${verdict.cases?.length} cases fail: ${failed
            .slice(0, 8)
            .map(({ name }) => span(name, 60))
            .join(", ")}`,
        ]
      : []),
    ...(remedy ? [`- remedy: ${words(remedy)}`] : []),
    "",
  ];
};

const findings = (report: Report, title: string, list: readonly Verdict[], most: number): string[] =>
  list.length === 0
    ? []
    : [
        `### ${title} (${list.length})`,
        "",
        ...list.slice(0, most).flatMap((one) => finding(report, one)),
        ...more(list.length - most, "more finding"),
      ];

const gates = ({ readiness }: Report): string[] => [
  "| Gate | Status | pass | fail | unknown | n/a |",
  "| --- | --- | ---: | ---: | ---: | ---: |",
  ...readiness.gates.map(
    ({ gate, name, status, counts }) =>
      `| ${gate} ${words(name)} | **${GATE_WORDS[status].word}** | ${counts.pass} | ${counts.fail} | ${counts.unknown} | ${counts["not-applicable"]} |`,
  ),
  "",
];

const unknowns = (report: Report): string[] => {
  const groups = unknownGroups(report);
  if (groups.length === 0) return [];
  const count = groups.reduce((sum, group) => sum + group.verdicts.length, 0);
  return [
    `### Not known (${count})`,
    "",
    ...groups
      .slice(0, MOST.groups)
      .flatMap(({ resolvedBy, check, verdicts }) => [
        `- what settles it: ${check ? span(check.check) : words(resolvedBy)}`,
        ...verdicts
          .slice(0, MOST.members)
          .map((one) => `  - ${span(one.check)}: ${words(one.because ?? "no reason was given", 300)}`),
        ...(verdicts.length > MOST.members
          ? [`  - and ${plural(verdicts.length - MOST.members, "more check")}`]
          : []),
      ]),
    "",
    ...more(groups.length - MOST.groups, "more group"),
  ];
};

/** "Hub operator: serve one document" is for the hub operator: who has to move, and for how many findings. */
const whoActs = (report: Report): string[] => {
  const named = news(report).flatMap((one) => {
    const { remedy } = wordsOf(report, one);
    return one.outcome === "fail" ? (/^([A-Z][\w' -]{2,40}):/.exec(remedy)?.[1] ?? "see the remedies") : [];
  });
  const counts = [...Map.groupBy(named, (who) => who)].sort((a, b) => b[1].length - a[1].length);
  if (counts.length === 0) return [];
  return [`**Who acts:** ${counts.map(([who, list]) => `${words(who)} (${list.length})`).join(", ")}`, ""];
};

/** What a person answers for, and for how long. */
const accepted = ({ excused = [], temporary = [], readiness }: Report): string[] => {
  const left = (until: string) => {
    const days = daysLeft(until, readiness.decidedAt);
    return days === undefined ? "" : days < 0 ? ", over" : `, ${plural(days, "day")} left`;
  };
  const lines = [
    ...excused.map(
      (one) =>
        `- ${span(one.check)} ${EXCUSE_WORDS[one.by]} until ${words(one.until)}${left(one.until)}, ${words(one.owner)}: ${words(one.reason, 200)}`,
    ),
    ...temporary.map(
      (one) =>
        `- temporary endpoint ${span(one.endpoint)} at ${span(one.url)} until ${words(one.until)}${left(one.until)}, ${words(one.owner)}`,
    ),
  ];
  return lines.length === 0
    ? []
    : [
        `### Accepted for a while (${lines.length})`,
        "",
        ...lines.slice(0, MOST.findings),
        "",
        ...more(lines.length - MOST.findings, "more entry", "more entries"),
      ];
};

const checklists = ({ readiness: { checklists: all = [] } }: Report): string[] => {
  const rows = all.map(({ title, items }) => {
    const done = items.filter(({ state }) => state === "proven" || state === "attested").length;
    const open =
      items.find(({ state }) => state === "failed") ?? items.find(({ state }) => state === "unknown");
    return `| ${words(title)} | ${done} of ${items.length} | ${open ? words(open.text, 120) : ""} |`;
  });
  return rows.length === 0
    ? []
    : ["| Checklist | Done | First open item |", "| --- | --- | --- |", ...rows, ""];
};

/** How the backend uses its provider's registration, and what that loses. */
const provider = ({ readiness: { provider: seen } }: Report): string[] =>
  seen === undefined
    ? []
    : [
        `**Provider mode in force:** ${words(seen.name)}.${seen.loses.length > 0 ? ` What is lost in it: ${seen.loses.map((one) => words(one, 300)).join(" ")}` : ""}`,
        "",
      ];

const planted = ({ readiness: { world, faults = [] } }: Report): string[] => {
  const named = [...(world && world !== "healthy" ? [world] : []), ...faults];
  return named.length === 0
    ? []
    : [
        `_Wrong on purpose: ${named.map((one) => span(one)).join(", ")}. The decision is about that, not about the spoke._`,
        "",
      ];
};

const tell = (shown: Report): string => {
  const report = maskPersonal(shown);
  const { readiness } = report;
  const { word, sentence, meaning } = headline(report);
  const further = furtherReasons(report);
  // Gate 4 repeats what the other gates say: its own rows are told when they are the news.
  const onlyReadiness = failures(report, "required");
  const required = onlyReadiness.filter(({ gate }) => gate !== 4);
  const reasons = further.slice(0, MOST.reasons).map((one, index) => `${index + 1}. ${words(one)}`);
  return [
    `## ${word}: ${words(sentence)}`,
    "",
    words(meaning),
    "",
    ...(reasons.length > 0 ? [...reasons, ""] : []),
    ...more(further.length - MOST.reasons, "more reason"),
    ...(readiness.notes ?? []).slice(0, MOST.reasons).flatMap((one) => [`> ${words(one)}`, ""]),
    ...gates(report),
    ...planted(report),
    ...provider(report),
    ...review(report),
    ...whoActs(report),
    ...findings(report, "What fails", required.length > 0 ? required : onlyReadiness, MOST.findings),
    ...unknowns(report),
    ...accepted(report),
    ...checklists(report),
    ...residual(report),
    ...findings(report, "Advisory, blocks nothing", failures(report, "advisory"), MOST.advisory),
    ...(readiness.harnessErrors.length > 0
      ? [
          `### Errors of the harness itself (${readiness.harnessErrors.length})`,
          "",
          ...readiness.harnessErrors.slice(0, 5).map((one) => `- ${span(one.split("\n")[0] ?? "", 300)}`),
          "",
        ]
      : []),
    `Target ${span(readiness.target)}, run ${span(readiness.run)}, decided ${words(instant(readiness.decidedAt))}, ruleset ${words(readiness.ruleset)}, exit code ${readiness.exitCode}.`,
    "",
  ].join("\n");
};

/** Short, for a pull request, a ticket or a mail: the decision, who has to act, and what was accepted. */
export default defineReporter({ file: "report.md", tell });
