import type { Report } from "../../core/report.ts";
import { MODE_WORDS } from "../../core/tripwire/mode.ts";
import type { Outcome, Verdict } from "../../core/verdict.ts";
import { excusedBy } from "../words/excused.ts";
import { maskPersonal } from "../words/mask.ts";
import { packOf } from "../words/review.ts";
import { failures, furtherReasons, GATE_WORDS, headline } from "../words/story.ts";
import { cut, oneLine, plural, showValue } from "../words/text.ts";
import { accepted, findings, MOST, type Paper, safe, unknowns } from "./findings.ts";
import { columns, hang, type Paint, painter, TONES, wrap } from "./paper.ts";

export interface ConsoleOptions {
  /** ANSI colours may be used: a terminal, and NO_COLOR is not set */
  readonly colour: boolean;
  /** columns of the terminal */
  readonly width: number;
  /** where the HTML report lies, as the person should type it */
  readonly htmlPath: string;
}

const WIDEST = 110;

const top = (report: Report, { width, paint }: Paper): string[] => {
  const { word, tone, sentence, meaning } = headline(report);
  const reasons = furtherReasons(report);
  const { notes = [] } = report.readiness;
  const shown = reasons
    .slice(0, MOST.reasons)
    .flatMap((one, index) => hang(`${index + 1}. `, safe(cut(one, 400)), width, 2));
  const rest = reasons.length - MOST.reasons;
  return [
    "",
    ...wrap(`${word}  ${safe(sentence)}`, width - 2).map(
      (line, index) =>
        `  ${index === 0 ? paint(["bold", TONES[tone]].flat() as Parameters<Paint>[0], word) + paint("bold", line.slice(word.length)) : paint("bold", line)}`,
    ),
    ...wrap(safe(meaning), width - 2).map((line) => `  ${line}`),
    ...(shown.length > 0 ? ["", ...shown] : []),
    ...(rest > 0 ? [`  and ${plural(rest, "more reason")} in the report`] : []),
    ...(notes.length > 0
      ? ["", ...notes.slice(0, MOST.reasons).flatMap((one) => hang("- ", safe(cut(one, 400)), width, 2))]
      : []),
  ];
};

const COUNTS: readonly (readonly [Outcome, string])[] = [
  ["pass", "pass"],
  ["fail", "fail"],
  ["unknown", "unknown"],
  ["not-applicable", "n/a"],
];

const gates = (report: Report, { paint }: Paper): string[] => {
  const rows = report.readiness.gates.map((gate) => {
    const { word, tone } = GATE_WORDS[gate.status];
    return {
      name: `${gate.gate} ${safe(gate.name)}`,
      word,
      tone,
      counts: COUNTS.map(([key]) => String(gate.counts[key])),
    };
  });
  const nameWidth = Math.max(4, ...rows.map((row) => columns(row.name)));
  const wordWidth = Math.max(6, ...rows.map((row) => row.word.length));
  const pad = (text: string, width: number) => text + " ".repeat(Math.max(0, width - columns(text)));
  const head = `  ${pad("Gate", nameWidth)}  ${pad("Status", wordWidth)}${COUNTS.map(([, label]) => label.padStart(9)).join("")}`;
  return [
    "",
    paint("dim", head),
    ...rows.map(
      (row) =>
        `  ${pad(row.name, nameWidth)}  ${paint(TONES[row.tone], pad(row.word, wordWidth))}${row.counts.map((one) => one.padStart(9)).join("")}`,
    ),
  ];
};

const end = ({ readiness }: Report, htmlPath: string, { width, paint }: Paper): string[] => {
  const { harnessErrors, run, target, exitCode } = readiness;
  const first = (text: string) => oneLine(cut(text.split("\n")[0] ?? "", MOST.value));
  const title = `The harness itself had ${plural(harnessErrors.length, "error")}; they say nothing about the spoke, but the run is not to be relied on`;
  return [
    ...(harnessErrors.length > 0
      ? [
          "",
          ...wrap(title, width - 2).map((line) => `  ${paint(["bold", "red"], line)}`),
          ...harnessErrors.slice(0, 3).flatMap((one) => hang("! ", first(one), width, 4)),
        ]
      : []),
    "",
    `  Report   ${paint("underline", oneLine(htmlPath))}`,
    ...hang("Run      ", `${oneLine(run)}, target ${oneLine(target)}, exit code ${exitCode}`, width, 2),
    "",
  ];
};

/** Required fails that nobody accepted. */
const open = (report: Report): readonly Verdict[] =>
  failures(report, "required").filter((one) => !excusedBy(report, one));

/** What is not as it was approved, the first few of it. */
const changes = ({ drift = [] }: Report, { width, paint }: Paper): string[] =>
  drift
    .filter((one) => one.changes.length > 0)
    .flatMap(({ since, changes: all }) => [
      "",
      ...wrap(`Changed since ${oneLine(since)} (${all.length})`, width - 2).map(
        (line) => `  ${paint("bold", line)}`,
      ),
      ...all
        .slice(0, MOST.members)
        .flatMap(({ kind, at, before, now }) =>
          hang(
            "- ",
            `${kind}, ${oneLine(at)}: ${oneLine(showValue(before, "line", 80))} -> ${oneLine(showValue(now, "line", 80))}`,
            width,
            4,
          ),
        ),
      ...(all.length > MOST.members
        ? [`    and ${plural(all.length - MOST.members, "more", "more")} in the report`]
        : []),
    ]);

/** For a pause: what the backend makes of the settings, and where the ways out stand. */
const review = (report: Report, { width, paint }: Paper): string[] => {
  const paused = report.readiness.gates.some(({ gate, status }) => gate === 2 && status === "paused");
  const pack = paused ? packOf(report) : undefined;
  if (!pack) return [];
  const { mode, does, table, options } = pack;
  const fields = Math.max(...table.map(({ field }) => field.length));
  return [
    "",
    `  ${paint("bold", "For the architecture review")}`,
    ...hang(
      "",
      `Mode in force: ${mode === undefined ? "not known" : MODE_WORDS[mode].name}. ${does}`,
      width,
      4,
    ),
    ...table.map(
      ({ field, standing, stored }) =>
        `    ${field.padEnd(fields)}  ${paint(standing === "honoured" ? TONES.good : TONES.bad, standing)}${stored === false ? ", not stored" : ""}`,
    ),
    ...hang("", `${options.length} ways out, with what each costs: under Review in the report.`, width, 4),
  ];
};

/** What a person reads when a run ends: the decision, the gates, what fails and what would settle the rest. */
export const tellConsole = (shown: Report, { colour, width, htmlPath }: ConsoleOptions): string => {
  const report = maskPersonal(shown);
  const paper: Paper = { width: Math.min(Math.max(width || 80, 40), WIDEST), paint: painter(colour) };
  return [
    ...top(report, paper),
    ...gates(report, paper),
    ...changes(report, paper),
    ...review(report, paper),
    // Gate 4 repeats what the other gates say: its rows stand in the table, and in the report.
    ...findings(
      report,
      "What fails",
      open(report).filter(({ gate }) => gate !== 4 || onlyReadiness(report)),
      paper,
    ),
    ...unknowns(report, paper),
    ...accepted(report, paper),
    ...findings(
      report,
      "Advisory, blocks nothing",
      failures(report, "advisory").filter((one) => !excusedBy(report, one)),
      paper,
    ),
    ...end(report, htmlPath, paper),
  ].join("\n");
};

/** Gate 4's own rows are told when nothing before them fails: then they are the news. */
const onlyReadiness = (report: Report): boolean => open(report).every(({ gate }) => gate === 4);
