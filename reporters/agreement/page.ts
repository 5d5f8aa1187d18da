import {
  type Deviation,
  deviationOf,
  type Expectations,
  type Recorded,
  type Standing,
  standingOf,
} from "../../core/agreement.ts";
import { GATES } from "../../core/verdict.ts";

/** One row on one system that is not as expected. */
export interface Odd {
  readonly system: string;
  readonly row: string;
  readonly standing: Exclude<Standing, "as expected">;
  readonly seen: string;
  readonly known: Deviation | undefined;
}

const SHORT = { pass: "pass", fail: "FAIL", unknown: "unknown", "not-applicable": "n/a" } as const;
const columnOf = (index: number): string => String.fromCharCode("A".charCodeAt(0) + index);
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** Every row that anybody recorded, in the order of the gates. */
const rowsOf = (recorded: Recorded): string[] => {
  const bare = (row: string) => row.replace(/^hub /, "");
  const rows = new Set(Object.values(recorded).flatMap(({ rows: seen }) => Object.keys(seen)));
  return [...rows].sort((a, b) => (bare(a) === bare(b) ? a.length - b.length : bare(a) < bare(b) ? -1 : 1));
};

export const oddOnes = (known: Expectations, recorded: Recorded): Odd[] =>
  Object.entries(recorded).flatMap(([system, { rows }]) =>
    Object.entries(rows).flatMap(([row, seen]): Odd[] => {
      const found = deviationOf(known, system, row);
      const standing = standingOf(found, seen);
      return standing === "as expected" ? [] : [{ system, row, standing, seen, known: found }];
    }),
  );

export const tellOdd = ({ system, row, standing, seen, known }: Odd): string =>
  standing === "fixed upstream"
    ? `${system}: ${row} passes: fixed upstream, drop the exception${known?.issue ? ` (${known.issue})` : ""}`
    : `${system}: ${row} is ${seen}, expected ${known?.outcome ?? "pass"}`;

/** What is expected of a row and why, over all systems that have it: each reason once, with the columns it is for. */
const reasons = (known: Expectations, recorded: Recorded, row: string): string => {
  const found = new Map<Deviation, string[]>();
  Object.entries(recorded).forEach(([system, { rows }], index) => {
    if (!Object.hasOwn(rows, row)) return;
    const one = deviationOf(known, system, row);
    if (one !== undefined) found.set(one, [...(found.get(one) ?? []), columnOf(index)]);
  });
  return [...found]
    .map(([{ outcome, why, issue }, columns]) => {
      const upstream = issue === undefined ? "" : ` ([upstream](${issue}))`;
      return `${columns.join("")}: ${SHORT[outcome]}, ${why}${upstream}`;
    })
    .join(" / ");
};

const tableOf = (known: Expectations, recorded: Recorded, rows: readonly string[]): string[] => {
  const systems = Object.entries(recorded);
  const head = [
    "row",
    ...systems.map((_one, index) => columnOf(index)),
    "expected otherwise than pass, and why",
  ];
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [
    line(head),
    line(head.map(() => "---")),
    ...rows.map((row) =>
      line([
        row,
        ...systems.map(([system, { rows: seen }]) => {
          const verdict = seen[row];
          if (verdict === undefined) return "";
          const odd = standingOf(deviationOf(known, system, row), verdict) !== "as expected";
          return odd ? `**≠ ${SHORT[verdict]}**` : SHORT[verdict];
        }),
        reasons(known, recorded, row),
      ]),
    ),
  ];
};

/** The agreement of the gates with systems that other people made, as a page. Pure. */
export const agreementPage = (known: Expectations, recorded: Recorded, notes: string): string => {
  const systems = Object.entries(recorded);
  const rows = rowsOf(recorded);
  const odd = oddOnes(known, recorded);
  const seenAs = (system: string, outcome: string) =>
    Object.values(recorded[system]?.rows ?? {}).filter((one) => one === outcome).length;
  return [
    "<!-- Written by `npm run agreement` from agreement/expected.yaml, recorded.json and notes.md. Edit those, not this page. -->",
    "",
    "# Agreement with systems that other people made",
    "",
    "What the gates say of real servers, row by row, beside what is expected of them and why. A row without an entry must pass, or not apply.",
    "`npm run agreement -- SYSTEM=RUN ...` records runs (folders or bundles) and writes this page again; without a run it writes the page alone.",
    "An expected fail that passes is told as *fixed upstream, drop the exception*, here and by every run whose target names its `system`.",
    "",
    "## Systems",
    "",
    "| | system | decision | pass | fail | unknown | n/a | recorded |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...systems.map(([id, { decision, on, ruleset }], index) => {
      const about = known.systems[id];
      const counts = ["pass", "fail", "unknown", "not-applicable"].map((one) => seenAs(id, one));
      return `| ${columnOf(index)} | \`${id}\`: ${cell(about?.title ?? "")}. ${cell(about?.about ?? "")} | ${decision ?? "partial"} | ${counts.join(" | ")} | ${on}, ruleset ${ruleset} |`;
    }),
    "",
    odd.length === 0
      ? `Every verdict is the expected one: ${rows.length} rows.`
      : `Not as expected: ${odd.length}.`,
    ...(odd.length > 0 ? ["", ...odd.map((one) => `- ${tellOdd(one)}`)] : []),
    ...GATES.flatMap(({ number, name, room }) => {
      const here = rows.filter((row) => row.replace(/^hub /, "").startsWith(`${room}/`));
      return here.length === 0
        ? []
        : ["", `## Gate ${number}: ${name}`, "", ...tableOf(known, recorded, here)];
    }),
    "",
    notes.trim(),
    "",
  ].join("\n");
};
