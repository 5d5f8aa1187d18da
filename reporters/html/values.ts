import { inlineDiff, lineDiff, type Run } from "../words/diff.ts";
import { clean, cut, plural, showValue } from "../words/text.ts";
import { html, type Markup } from "./markup.ts";

const LONG = 700;
const KEEP = 80;

/** A value in full when short, folded behind its beginning when long. */
export const foldable = (text: string): Markup => {
  const lines = text.split("\n");
  if (text.length <= LONG && lines.length <= 16) return html`<pre class="value"><bdi>${text}</bdi></pre>`;
  const size = lines.length > 16 ? plural(lines.length, "line") : plural(text.length, "character");
  return html`<details class="fold"><summary><code><bdi>${cut(lines.slice(0, 3).join(" "), 120)}</bdi></code> <span class="more">show all, ${size}</span></summary><pre class="value"><bdi>${text}</bdi></pre></details>`;
};

const isLine = (value: unknown): value is string => typeof value === "string" && !value.includes("\n");

/** Long stretches that both sides share are left out, but for the ends next to the difference. */
const shorten = (runs: readonly Run[]): readonly Run[] =>
  runs.map((run, index) => {
    if (run.in !== "both" || run.text.length <= 2.5 * KEEP) return run;
    const gap = "\u2026";
    const chars = [...run.text];
    const end = chars.slice(-KEEP).join("");
    const start = chars.slice(0, KEEP).join("");
    return { ...run, text: index === 0 ? `${gap}${end}` : `${start}${gap}` };
  });

const marked = (runs: readonly Run[]): Markup =>
  html`<pre class="value"><bdi>${shorten(runs).map((run) => {
    if (run.in === "both") return run.text;
    return run.in === "expected"
      ? html`<mark class="should">${run.text}</mark>`
      : html`<mark class="is">${run.text}</mark>`;
  })}</bdi></pre>`;

const SIGN = { both: " ", expected: "\u2212", actual: "+" } as const;
const WORD = { both: "", expected: "expected: ", actual: "actual: " } as const;

const asLines = (runs: readonly Run[]): Markup =>
  html`<div class="linediff">${runs.map(
    (run) =>
      html`<div class="${run.in}"><span class="sign" aria-hidden="true">${SIGN[run.in]}</span><span class="sr">${WORD[run.in]}</span><code><bdi>${run.text || " "}</bdi></code></div>`,
  )}</div>`;

const row = (label: string, value: Markup) => html`<dt>${label}</dt><dd>${value}</dd>`;

const isTree = (value: unknown) => typeof value === "object" && value !== null;

/** Expected and actual side by side or as a difference, whichever shows the difference best. */
export const comparison = (expected: unknown, actual: unknown): Markup => {
  const [was, is] = [showValue(expected, "block"), showValue(actual, "block")];
  const alike =
    was === is &&
    html`<dd class="note">They differ beyond what is shown here; verdicts.json holds both.</dd>`;
  if (isLine(expected) && isLine(actual)) {
    const runs = inlineDiff(was, is);
    const common = runs.expected.reduce((sum, run) => sum + (run.in === "both" ? run.text.length : 0), 0);
    // Two texts that share next to nothing are not a variation of each other: marking all of both says nothing.
    if (common < 0.4 * Math.max(was.length, is.length)) {
      return html`${row("Expected", foldable(was))}${row("Actual", foldable(is))}${alike}`;
    }
    return html`${row("Expected", marked(runs.expected))}${row("Actual", marked(runs.actual))}${alike}`;
  }
  // A line that only gained a comma, because another follows it now, is the same line to a person.
  const bare = (text: string) => text.replace(/,$/gm, "");
  const lines = isTree(expected) && isTree(actual) ? lineDiff(bare(was), bare(is), 60) : undefined;
  if (lines && !alike) {
    return html`<dt>Difference<span class="key"><span class="expected">\u2212 expected</span> <span class="actual">+ actual</span></span></dt><dd>${asLines(lines)}</dd>`;
  }
  return html`${row("Expected", foldable(was))}${row("Actual", foldable(is))}${alike}`;
};

/** Text that may have many lines, as it was said. */
export const said = (text: string): Markup => html`<bdi>${clean(cut(text, 2_000))}</bdi>`;

/** A check's own words: what stands between backticks is code. */
export const prose = (text: string): Markup =>
  html`${text.split("`").map((part, index, parts) => (index % 2 === 1 && index < parts.length - 1 ? html`<code>${part}</code>` : part))}`;
