import type { Report } from "../../core/report.ts";
import { MODE_WORDS } from "../../core/tripwire/mode.ts";
import type { StoredValue } from "../../core/tripwire/stored.ts";
import { discoveryFetches } from "../../core/tripwire/wire.ts";
import { wholeReview } from "../words/review.ts";
import { plural, showValue } from "../words/text.ts";
import { span, words } from "./marks.ts";

const shown = (value: unknown): string =>
  value === undefined
    ? "nothing"
    : span(typeof value === "string" ? value : showValue(value, "line", 100), 100);
const stored = ({ fate, read }: StoredValue): string =>
  fate === undefined
    ? read === undefined
      ? "not read back"
      : `${shown(read)}, not entered`
    : fate === "changed"
      ? `**changed** to ${shown(read)}`
      : fate === "dropped"
        ? "**dropped**"
        : "as entered";

/** What an architecture review decides on, where Gate 2 is paused: for a ticket or the minutes. */
export const review = (report: Report): string[] => {
  if (!report.readiness.gates.some(({ gate, status }) => gate === 2 && status === "paused")) return [];
  const whole = wholeReview(report);
  if (whole === undefined) return [];
  const { pack, settings, yaml } = whole;
  const fetches = discoveryFetches(settings);
  return [
    "### For the architecture review",
    "",
    `Mode in force: **${pack.mode === undefined ? "not known" : MODE_WORDS[pack.mode].name}**. ${words(pack.does)}${pack.capabilityOnly === undefined ? "" : ` ${words(pack.capabilityOnly)}`}`,
    "",
    "| Setting | spokes.yaml | Cargo's provider, read back | The tripwire, read back |",
    "| --- | --- | --- | --- |",
    ...whole.stored.map(
      ({ setting, real, clone }) =>
        `| ${words(setting)} | ${shown(real.entered)} | ${stored(real)} | ${stored(clone)} |`,
    ),
    "",
    "| Setting | On the wire | Shown by |",
    "| --- | --- | --- |",
    ...pack.table.map(
      ({ field, standing, proof, exchanges }) =>
        `| ${field} | **${standing}** | ${words(proof.join("; "), 300)} ${exchanges
          .slice(0, 4)
          .map((id) => span(id, 20))
          .join(" ")} |`,
    ),
    "",
    fetches.length === 0
      ? "No discovery document was fetched."
      : `A discovery document was fetched: ${fetches.map(({ phase, times }) => `${words(phase)} (${plural(times, "time")})`).join(", ")}.`,
    "",
    ...pack.options.map(
      ({ title, how, costs }) => `- **${words(title)}.** ${words(how, 400)} Costs: ${words(costs, 400)}`,
    ),
    "",
    ...(yaml === undefined
      ? []
      : [
          `If the review accepts the mode in force, this goes into the entry of ${span(report.readiness.spoke)} in spokes.yaml:`,
          "",
          "```yaml",
          yaml,
          "```",
          "",
        ]),
  ];
};
