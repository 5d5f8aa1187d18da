import type { Report } from "../../core/report.ts";
import { plural, showValue } from "../words/text.ts";
import { html, type Markup } from "./markup.ts";
import { table } from "./tables.ts";

const MOST = 200;
const value = (one: unknown): Markup => html`<code><bdi>${showValue(one, "line", 300)}</bdi></code>`;

/** What changed since another run. Nothing when nobody compared. */
export const drift = ({ drift: seen }: Report): Markup | false => {
  if (!seen) return false;
  const { since, changes } = seen;
  const rest = changes.length - MOST;
  return html`<section aria-labelledby="drift">
<h2 id="drift">Drift</h2>
<p class="intro">Since ${since}: ${changes.length === 0 ? "nothing changed." : `${plural(changes.length, "change")}.`}</p>
${
  changes.length > 0 &&
  table(
    "What changed",
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
${rest > 0 && html`<p class="note">and ${plural(rest, "more", "more")}</p>`}
</section>`;
};
