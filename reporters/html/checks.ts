import type { Report } from "../../core/report.ts";
import { GATES, type Outcome, type Verdict } from "../../core/verdict.ts";
import { ageOf } from "../words/age.ts";
import { excusedBy } from "../words/excused.ts";
import { anchorOf, OUTCOME_WORDS, subjectName, wordsOf } from "../words/story.ts";
import { oneLine } from "../words/text.ts";
import { cases, references } from "./findings.ts";
import { icon, OUTCOME_TONE } from "./icons.ts";
import { html, type Markup } from "./markup.ts";
import { prose, said } from "./values.ts";

const OUTCOMES: readonly Outcome[] = ["fail", "unknown", "pass", "not-applicable"];
/** Fails and unknowns are told at length above; their row leads there. */
const toldAbove = ({ outcome }: Verdict) => outcome === "fail" || outcome === "unknown";

const body = (report: Report, verdict: Verdict): Markup => {
  const words = wordsOf(report, verdict);
  const age = ageOf(report, verdict);
  return html`<div class="row-body"><dl class="facts">
${verdict.note && html`<dt>Looked at</dt><dd>${said(verdict.note)}</dd>`}
${verdict.because && html`<dt>Because</dt><dd>${said(verdict.because)}</dd>`}
${words.why && html`<dt>Why it matters</dt><dd>${prose(words.why)}</dd>`}
${!toldAbove(verdict) && cases(verdict)}
${words.sources.length > 0 && html`<dt>Required by</dt><dd>${references(words.sources)}</dd>`}
${words.threat.length > 0 && html`<dt>Counters</dt><dd>${references(words.threat)}</dd>`}
${age && html`<dt>Evidence</dt><dd>${age}</dd>`}
${toldAbove(verdict) && html`<dt>Details</dt><dd><a href="#${anchorOf(report, verdict)}">what was seen</a></dd>`}
</dl></div>`;
};

const row = (report: Report, verdict: Verdict): Markup => {
  const { title } = wordsOf(report, verdict);
  const { check, spoke, gate, level, outcome } = verdict;
  const other = spoke !== report.readiness.spoke;
  const find = oneLine(`${check} ${title} ${spoke} ${subjectName(report, spoke)} ${level}`).toLowerCase();
  const entry = excusedBy(report, verdict);
  const blocks = level === "required" && !entry;
  const tone = outcome === "fail" && !blocks ? "wait" : OUTCOME_TONE[outcome];
  return html`<details class="row" data-gate="${gate}" data-outcome="${outcome}" data-find="${find}"${!toldAbove(verdict) && html` id="${anchorOf(report, verdict)}"`}>
<summary><span class="outcome ${tone}">${icon(OUTCOME_TONE[outcome])}<span>${OUTCOME_WORDS[outcome]}</span></span><span class="what"><span class="title">${title}</span><span class="id"><code>${check}</code>${level === "advisory" && html` <span class="tag">advisory</span>`}${other && html` <span class="tag">${subjectName(report, spoke)}</span>`}${entry && html` <span class="tag wait">${{ waiver: "waived", attestation: "attested", decision: "accepted" }[entry.by]}</span>`}</span></span></summary>
${body(report, verdict)}
</details>`;
};

const choice = (name: string, value: string, label: string, count?: number): Markup =>
  html`<label class="choice"><input type="radio" name="${name}" value="${value}"${value === "" && html` checked`}><span>${label}${count !== undefined && html` <b>${count}</b>`}</span></label>`;

export const checks = (report: Report): Markup => {
  const { verdicts } = report.readiness;
  const rooms = GATES.filter(({ number }) => verdicts.some((one) => one.gate === number));
  const kinds = OUTCOMES.filter((outcome) => verdicts.some((one) => one.outcome === outcome));
  return html`<section aria-labelledby="checks">
<h2 id="checks">Every check</h2>
<form class="filter" hidden role="search" aria-label="Filter the checks">
<input type="search" name="text" placeholder="Find by id or words" aria-label="Find by id or words" autocomplete="off" spellcheck="false">
<fieldset><legend>Gate</legend>${choice("gate", "", "All")}${rooms.map(({ number, name }) => choice("gate", String(number), `${number} ${name}`))}</fieldset>
<fieldset><legend>Outcome</legend>${choice("outcome", "", "All", verdicts.length)}${kinds.map((outcome) =>
    choice(
      "outcome",
      outcome,
      OUTCOME_WORDS[outcome],
      verdicts.filter((one) => one.outcome === outcome).length,
    ),
  )}</fieldset>
<p class="shown" role="status" aria-live="polite"></p>
</form>
${rooms.map(
  ({ number, name }) =>
    html`<div class="room" data-room="${number}"><h3>Gate ${number}: ${name}</h3>${verdicts
      .filter((one) => one.gate === number)
      .map((verdict) => row(report, verdict))}</div>`,
)}
</section>`;
};
