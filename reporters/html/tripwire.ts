import type { Report } from "../../core/report.ts";
import { MODE_WORDS } from "../../core/tripwire/mode.ts";
import type { ReviewPack } from "../../core/tripwire/review.ts";
import type { TruthRow } from "../../core/tripwire/truth.ts";
import { packOf } from "../words/review.ts";
import { cut } from "../words/text.ts";
import { html, type Markup } from "./markup.ts";
import { table } from "./tables.ts";
import { said } from "./values.ts";

export const STANDING_TONES: Readonly<Record<TruthRow["standing"], string>> = {
  honoured: "good",
  overridden: "bad",
  ignored: "bad",
  "not observable": "open",
};
const address = (text: string | undefined): Markup | string =>
  text === undefined ? "" : html`<code><bdi>${cut(text, 160)}</bdi></code>`;

/** How the backend uses what was entered by hand, in one sentence, and what that loses. */
export const tellMode = ({ mode, does, loses, capabilityOnly }: ReviewPack): Markup =>
  html`<p class="mode"><strong>Mode in force: ${mode === undefined ? "not known" : MODE_WORDS[mode].name}.</strong> ${does}</p>${capabilityOnly && html`<p class="mode">${capabilityOnly}</p>`}${loses.length > 0 && html`<p class="mode">What is lost in it:</p><ul class="losses">${loses.map((one) => html`<li class="note">${one}</li>`)}</ul>`}`;

/** What the backend makes of manual settings, as our own provider saw it. Nothing when it was not set up. */
export const tripwire = (report: Report): Markup | false => {
  const pack = packOf(report);
  return (
    pack !== undefined &&
    html`<section aria-labelledby="tripwire">
<h2 id="tripwire">Tripwire</h2>
<p class="intro">A provider of the harness's own was registered at the backend: each setting entered by hand, and a discovery document that says something else. What the backend then called and accepted shows which of the two it follows.</p>
${tellMode(pack)}
${table(
  "What the backend makes of each setting",
  ["Setting", "Standing", "Entered by hand", "In the discovery document", "Read back", "Seen"],
  pack.table.map(({ field, standing, set, document, stored, proof }) => [
    field,
    html`<span class="tag ${STANDING_TONES[standing]}">${standing}</span>`,
    address(set),
    address(document),
    stored === undefined ? "" : stored ? "yes" : html`<span class="tag bad">dropped</span>`,
    html`<ul class="plain">${proof.map((one) => html`<li class="note">${said(one)}</li>`)}</ul>`,
  ]),
)}
<p class="note">${pack.discovery.length === 0 ? "No discovery document was fetched." : `A discovery document was fetched at: ${pack.discovery.join(", ")}.`}</p>
</section>`
  );
};
