import type { Report } from "../../core/report.ts";
import type { Verdict } from "../../core/verdict.ts";
import { curlLine } from "../words/exchanges.ts";
import { sentenceOf, subjectName, unknownGroups, wordsOf } from "../words/story.ts";
import { clean, cut, oneLine, plural, showValue } from "../words/text.ts";
import { hang, type Paint, TONES, wrap } from "./paper.ts";

/** How many of each are told before the rest is left to the report, and the longest value. */
export const MOST = { findings: 12, reasons: 6, groups: 8, members: 4, value: 400 };

export interface Paper {
  readonly width: number;
  readonly paint: Paint;
}

export const safe = (text: string): string => clean(text).replace(/\t/g, "  ");
const value = (one: unknown): string => oneLine(showValue(one, "line", MOST.value));

const where = (report: Report, { check, spoke, gate }: Verdict): string =>
  `${check} (gate ${gate}${spoke === report.readiness.spoke ? "" : `, ${safe(subjectName(report, spoke))}`})`;

/** A command that nobody would type: it stands in the report, to be copied whole. */
const LONGEST_COMMAND = 320;
const repeat = (report: Report, verdict: Verdict): string[] => {
  const again = curlLine(report, verdict);
  if (again === undefined) return [];
  // On one line whatever its length: it is there to be copied into a shell.
  return [
    `    repeat    ${again.length > LONGEST_COMMAND ? "by the curl line in the report" : oneLine(again)}`,
  ];
};

const finding = (report: Report, verdict: Verdict, before: Verdict | undefined, paper: Paper): string[] => {
  const { width, paint } = paper;
  const { remedy } = wordsOf(report, verdict);
  const style = verdict.level === "required" ? TONES.bad : TONES.wait;
  const failed = (verdict.cases ?? []).filter((one) => one.outcome === "fail");
  const same = before !== undefined && remedy !== "" && wordsOf(report, before).remedy === remedy;
  const lines: readonly (readonly [string, string | undefined])[] = [
    ["where     ", verdict.at === undefined ? undefined : oneLine(cut(verdict.at, MOST.value))],
    ["expected  ", value(verdict.expected)],
    ["actual    ", value(verdict.actual)],
    [
      "cases     ",
      failed.length > 1
        ? oneLine(
            cut(
              `${failed.length} of ${verdict.cases?.length} fail: ${failed.map((one) => one.name).join(", ")}`,
              MOST.value,
            ),
          )
        : undefined,
    ],
    ["note      ", verdict.note && oneLine(cut(verdict.note, MOST.value))],
    ["remedy    ", remedy === "" ? undefined : same ? "as above" : safe(remedy)],
  ];
  return [
    "",
    ...wrap(safe(sentenceOf(report, verdict)), width - 4).map(
      (line, index) => `  ${index === 0 ? `${paint(style, "\u2717")} ` : "  "}${paint("bold", line)}`,
    ),
    ...wrap(where(report, verdict), width - 4).map((line) => `    ${paint("dim", line)}`),
    ...lines.flatMap(([label, text]) => (text === undefined ? [] : hang(label, text, width, 4))),
    ...repeat(report, verdict),
  ];
};

/** Where, expected, actual and remedy of each, under a title with their number. */
export const findings = (report: Report, title: string, list: readonly Verdict[], paper: Paper): string[] => {
  const rest = list.length - MOST.findings;
  return list.length === 0
    ? []
    : [
        "",
        `  ${paper.paint("bold", `${title} (${list.length})`)}`,
        ...list.slice(0, MOST.findings).flatMap((one, at) => finding(report, one, list[at - 1], paper)),
        ...(rest > 0 ? ["", `  and ${plural(rest, "more", "more")} in the report`] : []),
      ];
};

const BY = { decision: "Accepted by the architecture review", waiver: "Waived", attestation: "Vouched for" };

/** What a person answers for instead of the harness, and until when: entries of one reason together. */
export const accepted = (report: Report, { width, paint }: Paper): string[] => {
  const { excused = [], readiness } = report;
  const entries = Map.groupBy(excused, ({ by, owner, reason, until }) =>
    JSON.stringify([by, owner, reason, until]),
  );
  return excused.length === 0
    ? []
    : [
        "",
        `  ${paint("bold", `Accepted instead of demonstrated (${excused.length})`)}`,
        ...[...entries.values()].flatMap((list) => {
          const [first] = list;
          if (!first) return [];
          const { by, owner, reason, until } = first;
          return [
            ...hang("- ", oneLine(`${BY[by]} until ${until} by ${owner}: ${reason}`), width, 4),
            ...list.flatMap(({ check, spoke }) => {
              const verdict = readiness.verdicts.find((one) => one.check === check && one.spoke === spoke);
              const said = verdict ? `${sentenceOf(report, verdict)} (${check})` : check;
              const open =
                by === "attestation" && verdict?.because !== undefined
                  ? [
                      `Not shown: ${oneLine(verdict.because)}. What would show it: ${oneLine(verdict.resolvedBy ?? "a new run")}`,
                    ]
                  : [];
              return [said, ...open].flatMap((line) => hang("", safe(line), width, 6));
            }),
          ];
        }),
      ];
};

/** What nobody could say, by what would settle it. */
export const unknowns = (report: Report, { width, paint }: Paper): string[] => {
  const groups = unknownGroups(report);
  const count = groups.reduce((sum, group) => sum + group.verdicts.length, 0);
  if (count === 0) return [];
  const rest = groups.length - MOST.groups;
  return [
    "",
    `  ${paint("bold", `Not known (${count})`)}`,
    ...groups.slice(0, MOST.groups).flatMap(({ resolvedBy, check, verdicts }) => {
      const more = verdicts.length - MOST.members;
      const by = check
        ? `${check.check}, which is ${check.outcome === "fail" ? "failing" : check.outcome}`
        : resolvedBy;
      return [
        "",
        ...hang("What settles it: ", safe(cut(by, MOST.value)), width, 2),
        ...verdicts.slice(0, MOST.members).flatMap((one) => {
          const advisory = one.level === "advisory" ? "advisory: " : "";
          const because = `${one.check}: ${advisory}${oneLine(cut(one.because ?? "no reason was given", MOST.value))}`;
          return hang("? ", because, width, 4).map((line, index) =>
            index === 0 ? line.replace("?", paint(TONES.open, "?")) : line,
          );
        }),
        ...(more > 0 ? [`    and ${plural(more, "more check")}`] : []),
      ];
    }),
    ...(rest > 0 ? ["", `  and ${plural(rest, "more group")} in the report`] : []),
  ];
};
