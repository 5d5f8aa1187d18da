import type { Drift, Report } from "../../core/report.ts";
import { plural, showValue } from "../words/text.ts";
import { html, type Markup } from "./markup.ts";
import { table } from "./tables.ts";

const MOST = 200;
const value = (one: unknown): Markup => html`<code><bdi>${showValue(one, "line", 300)}</bdi></code>`;

const since = ({ since: what, changes }: Drift): Markup => {
  const rest = changes.length - MOST;
  return html`<p class="intro">Since ${what}: ${changes.length === 0 ? "nothing changed." : `${plural(changes.length, "change")}.`}</p>
${
  changes.length > 0 &&
  table(
    `What changed since ${what}`,
    ["Where", "What", "Before", "Now"],
    changes
      .slice(0, MOST)
      .map(({ kind, at, before, now }) => [
        html`<code><bdi>${at}</bdi></code>`,
        kind,
        value(before),
        value(now),
      ]),
  )
}
${rest > 0 && html`<p class="note">and ${plural(rest, "more", "more")}</p>`}`;
};

/** What changed since what was approved. Nothing when nobody approved anything. */
export const drift = ({ drift: all = [] }: Report): Markup | false =>
  all.length > 0 &&
  html`<section aria-labelledby="drift">
<h2 id="drift">Drift</h2>
${all.map(since)}
</section>`;
