import type { Report } from "../../core/report.ts";
import { exposureOf } from "../words/exposure.ts";
import { CLASS_WORDS } from "../words/hosts.ts";
import { html, type Markup } from "./markup.ts";
import { table } from "./tables.ts";

/** Every host that the person's browser was led to. Nothing when no browser looked. */
export const exposure = (report: Report): Markup | false => {
  const hosts = exposureOf(report);
  if (hosts.length === 0) return false;
  const wrong = hosts.filter(({ of }) => of === "vendor" || of === "foreign").length;
  return html`<section aria-labelledby="exposure">
<h2 id="exposure">Exposure</h2>
<p class="intro">Every host that the browser was led to. ${wrong === 0 ? "None of them is a vendor's, and none is undeclared." : `${wrong === 1 ? "One" : wrong} of them should never be seen by a user.`}</p>
${table(
  "Hosts the browser was led to",
  ["Host", "Whose", "In the address bar", "Requests", "For example"],
  hosts.map(({ host, of, requests, shown, examples }) => [
    html`<code>${host}</code>`,
    of === "vendor" || of === "foreign"
      ? html`<span class="tag bad">${CLASS_WORDS[of]}</span>`
      : CLASS_WORDS[of],
    shown ? "yes" : "no",
    requests,
    html`<ul class="plain">${examples.map((one) => html`<li><code>${one}</code></li>`)}</ul>`,
  ]),
)}
</section>`;
};
