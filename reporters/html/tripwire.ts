import type { Report } from "../../core/report.ts";
import { cut } from "../words/text.ts";
import { truthTable, type Used } from "../words/tripwire.ts";
import { html, type Markup } from "./markup.ts";
import { table } from "./tables.ts";

const TONES: Readonly<Record<Used, string>> = {
  "as set": "good",
  "from discovery": "bad",
  both: "bad",
  "not seen": "open",
};
const address = (text: string | undefined): Markup | string =>
  text === undefined ? "" : html`<code><bdi>${cut(text, 160)}</bdi></code>`;

/** What the backend makes of manual settings, as our own provider saw it. Nothing when it was not set up. */
export const tripwire = (report: Report): Markup | false => {
  const truth = truthTable(report);
  return (
    truth !== undefined &&
    html`<section aria-labelledby="tripwire">
<h2 id="tripwire">Tripwire</h2>
<p class="intro">A provider of the harness's own was registered at the backend: each setting by hand, and a discovery document that says something else. What the backend then called shows which of the two it follows.</p>
<p class="mode"><strong>Mode in force.</strong> ${truth.mode}</p>
${table(
  "Which value the backend follows",
  ["Setting", "Followed", "Set by hand", "In the discovery document"],
  truth.rows.map(({ field, used, set, document }) => [
    field,
    html`<span class="tag ${TONES[used]}">${used}</span>`,
    address(set),
    address(document),
  ]),
)}
<details class="fold"><summary>${truth.registrations.length} registrations, discovery document fetched ${truth.discoveryFetches} times</summary>${table(
      "Registrations of the tripwire",
      ["Poisoned", "Answer", "Discovery fetched", "Logins that got a session", "Afterwards"],
      truth.registrations.map((one) => [
        one.name,
        html`${one.answered}${!one.accepted && html` <span class="tag wait">refused</span>`}`,
        one.discoveryFetches,
        `${one.signedIn} of ${one.logins}`,
        one.ended,
      ]),
    )}</details>
</section>`
  );
};
