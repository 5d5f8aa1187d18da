import type { Evidence } from "../../core/evidence/index.ts";
import type { Report } from "../../core/report.ts";
import { html, type Markup } from "./markup.ts";
import { table } from "./tables.ts";
import { said } from "./values.ts";

const middle = (sorted: readonly number[]): number => {
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? Number.NaN)) / 2;
};
const ms = (value: number): string =>
  Number.isFinite(value) ? `${value.toFixed(value < 10 ? 1 : 0)} ms` : "";

/** How fast the endpoints answered, beside the budget of spokes.yaml. Nothing when it was not measured. */
export const latency = (report: Report): Markup | false => {
  const tables = report.subjects.flatMap((subject): Markup[] => {
    const found = report.evidence[subject.id]?.["latency.samples"];
    if (found?.is !== "seen") return [];
    const { endpoints = [], late_ms } = found.value as Evidence["latency.samples"];
    const { median_ms, max_ms } = subject.hub.latency;
    const rows = endpoints.map(({ name = "?", ms: samples, error }) => {
      const list = (Array.isArray(samples) ? samples : []).filter(Number.isFinite).toSorted((a, b) => a - b);
      const [median, most] = [middle(list), list.at(-1) ?? Number.NaN];
      const over = median > median_ms || most > max_ms;
      return [
        html`<code>${name}</code>`,
        html`${ms(median)}${over && html` <span class="tag wait">over budget</span>`}`,
        ms(most),
        html`${list.length}${error !== undefined && html` <span class="note">${said(error)}</span>`}`,
      ];
    });
    return rows.length === 0
      ? []
      : [
          html`<p class="intro">Measured one after the other before anything else was asked. Budget of ${subject.hub.name}: median ${ms(median_ms)}, maximum ${ms(max_ms)}.${late_ms !== undefined && late_ms > 0 && ` This machine itself was late by up to ${ms(late_ms)} meanwhile.`}</p>`,
          table(`Latency of ${subject.name}`, ["Endpoint", "Median", "Maximum", "Samples"], rows),
        ];
  });
  return (
    tables.length > 0 &&
    html`<section aria-labelledby="latency"><h2 id="latency">Latency</h2>${tables}</section>`
  );
};
