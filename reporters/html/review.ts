import type { Report } from "../../core/report.ts";
import type { Verdict } from "../../core/verdict.ts";
import { packOf, type WholeReview, wholeReview } from "../words/review.ts";
import { anchorOf, sentenceOf } from "../words/story.ts";
import { showValue } from "../words/text.ts";
import { html, type Markup } from "./markup.ts";
import { tellStored } from "./review-stored.ts";
import { tellWire } from "./review-wire.ts";
import { tellMode } from "./tripwire.ts";

const row = (report: Report, verdict: Verdict): Markup =>
  html`<tr><th scope="row"><a href="#${anchorOf(report, verdict)}">${sentenceOf(report, verdict)}</a></th><td><code><bdi>${showValue(verdict.expected, "line", 300)}</bdi></code></td><td><code><bdi>${showValue(verdict.actual, "line", 300)}</bdi></code></td></tr>`;

/** For a run in which the tripwire was not set up. */
const WAYS = html`<li><p><strong>The provider honours the settings.</strong></p><p class="note">A version or mode of the backend that does what the manual settings say; then run Gate 2 again.</p></li>
<li><p><strong>The review accepts another mode.</strong></p><p class="note">Recorded as architecture_decision in spokes.yaml with the accepted mode, owner, reason, link and last day. Gate 2 then judges against that mode, and every report says what it loses.</p></li>
<li><p><strong>The spoke does not migrate.</strong></p><p class="note">It keeps its present sign-in until one of the two others is true.</p></li>`;

/** The entry that ends the pause, to be copied; or why none can. */
const tellDecision = (
  { readiness }: Report,
  { yaml, pack: { mode } }: WholeReview,
): Markup => html`<h3>The decision, to be pasted</h3>
${
  yaml === undefined
    ? html`<p>${mode === undefined ? "The mode in force is not known: there is nothing to accept yet." : "No review can accept this mode as it is: bring the provider to one of the ways above, and run Gate 2 again."}</p>`
    : html`<p class="note">Into the entry of ${readiness.spoke} in spokes.yaml, when the review accepts the mode in force. What stands in angle brackets only the review can say; spokes.yaml is refused until it is filled in. Another mode is accepted after it was set up and seen: run Gate 2 again first.</p><pre class="value"><code>${yaml}</code></pre>`
}`;

/** What the architecture review has to decide on, when Gate 2 is paused: what was set, what happens, which ways there are. */
export const review = (report: Report): Markup | false => {
  const { gates, verdicts } = report.readiness;
  const paused = gates.find(({ gate, status }) => gate === 2 && status === "paused");
  if (!paused) return false;
  const place = ({ check }: Verdict): number => paused.blockedBy.indexOf(check);
  const seen = verdicts
    .filter((one) => one.outcome === "fail" && one.gate === 2 && place(one) >= 0)
    .sort((x, y) => place(x) - place(y));
  const whole = wholeReview(report);
  const pack = whole?.pack ?? packOf(report);
  return html`<section aria-labelledby="review">
<h2 id="review">For the architecture review</h2>
<p class="intro">The backend was given manual provider settings and does something else. What is in force, what can be done about it, and what shows it.</p>
${pack && tellMode(pack)}
${whole && tellStored(whole.stored)}
${whole && tellWire(report, whole.settings, whole.pack.table)}
<h3>Ways out of the pause</h3>
<ul class="losses">${pack ? pack.options.map(({ title, how, costs }) => html`<li><p><strong>${title}.</strong> ${how}</p><p class="note">Costs: ${costs}</p></li>`) : WAYS}</ul>
${whole && tellDecision(report, whole)}
<h3>What fails by it</h3>
<div class="scroll" tabindex="0" role="region" aria-label="Settings and what was seen"><table><thead><tr><th scope="col">Requirement</th><th scope="col">What should hold</th><th scope="col">What was seen</th></tr></thead><tbody>${seen.map((one) => row(report, one))}</tbody></table></div>
${pack && html`<p class="note"><a href="#tripwire">The truth table in sentences</a></p>`}
</section>`;
};
