import type { Report } from "../../core/report.ts";
import { html, type Markup } from "./markup.ts";
import { frame } from "./picture.ts";
import { draw } from "./sequence.ts";
import { stepsOf } from "./steps.ts";

/** How the login went, drawn: who sent the browser where, and what it looked like. Nothing when nobody logged in. */
export const login = (report: Report): Markup | false => {
  const steps = stepsOf(report);
  const film = report.screenshots
    .map((one) => frame(report.readiness.spoke, one))
    .filter((one) => one !== false);
  if (steps.length === 0 && film.length === 0) return false;
  return html`<section aria-labelledby="login">
<h2 id="login">The login</h2>
${steps.length > 0 && html`<p class="intro">Who sent the browser where, in order, by number of the hop; what only fills a page is left out. Green is Cargo, blue is the spoke, amber a host that nobody declared, red one that a user must never see.</p>${draw(steps)}`}
${film.length > 0 && html`<h3>What the person saw</h3><div class="film">${film}</div>`}
</section>`;
};
