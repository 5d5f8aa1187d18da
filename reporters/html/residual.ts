import type { Report } from "../../core/report.ts";
import { residualOf } from "../words/residual.ts";
import { html, type Markup } from "./markup.ts";
import { table } from "./tables.ts";

/** How long each thing that stood for the person stands for them after the global logout. Nothing where nobody signed out. */
export const residual = (report: Report): Markup | false => {
  const rows = residualOf(report);
  if (rows.length === 0) return false;
  const tag = (seconds: number | undefined, left: string) =>
    seconds === 0 ? html`<span class="tag good">${left}</span>` : html`<span class="tag wait">${left}</span>`;
  return html`<section aria-labelledby="residual">
<h2 id="residual">Residual access</h2>
<p class="intro">What is left of the person's access after the global logout. A token that checks itself lives until its own end; a session and a refresh token should be dead at once.</p>
${table(
  "Residual access after the global logout",
  ["What", "Left", "How it was measured"],
  rows.map(({ what, seconds, left, how }) => [what, tag(seconds, left), how]),
)}
</section>`;
};
