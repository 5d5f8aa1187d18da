/** One line of the bench: a time, what it is compared with, and the ratio, which is what counts. */
export interface Line {
  readonly what: string;
  /** milliseconds */
  readonly ms: number;
  readonly than: string;
  /** milliseconds */
  readonly against: number;
}

const shown = (ms: number): string => (ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** A plain table, columns aligned. A ratio of what was not measured is a question mark. */
export const table = (lines: readonly Line[]): string => {
  const rows = [
    ["measured", "time", "against", "time", "ratio"],
    ...lines.map(({ what, ms, than, against }) => {
      const ratio = ms / against;
      return [what, shown(ms), than, shown(against), Number.isFinite(ratio) ? ratio.toFixed(2) : "?"];
    }),
  ];
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const right = [1, 3, 4];
  return rows
    .map((row) =>
      row
        .map((cell, at) =>
          right.includes(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};
