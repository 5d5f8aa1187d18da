import type { Case } from "../../core/check.ts";
import { referenceOf } from "../../core/references.ts";
import type { Excused, Report } from "../../core/report.ts";
import type { Verdict } from "../../core/verdict.ts";
import { ageOf } from "../words/age.ts";
import { curlLine } from "../words/exchanges.ts";
import { excusedBy } from "../words/excused.ts";
import { againCommand, anchorOf, OUTCOME_WORDS, sentenceOf, subjectName, wordsOf } from "../words/story.ts";
import { cut, plural, showValue } from "../words/text.ts";
import { icon, OUTCOME_TONE } from "./icons.ts";
import { html, type Markup } from "./markup.ts";
import { comparison, prose, said } from "./values.ts";

const link = (code: string): Markup => {
  const known = referenceOf(code);
  if (!known?.url?.startsWith("https://")) return html`<span title="${code}">${known?.label ?? code}</span>`;
  return html`<a href="${known.url}" rel="noopener noreferrer external" title="${code}">${known.label}</a>`;
};

/** Sources and threats of a check, as links where they can be read in public. */
export const references = (codes: readonly string[]): Markup =>
  html`<ul class="refs">${codes.map((code) => html`<li>${link(code)}</li>`)}</ul>`;

const MOST_CASES = 200;
const FIRST_CASES = 8;

type Seen = Pick<Verdict, "at" | "expected" | "actual">;
/** The case that the verdict itself is about: its facts stand there already. */
const isSame = (a: Seen, b: Seen | undefined): boolean =>
  b !== undefined &&
  a.at === b.at &&
  showValue(a.expected) === showValue(b.expected) &&
  showValue(a.actual) === showValue(b.actual);

const SHORT = 72;
/** One line for values that fit on one; the whole comparison for those that do not. */
const caseFacts = (one: Case): Markup => {
  const [expected, actual] = [showValue(one.expected), showValue(one.actual)];
  const where = one.at !== undefined && !one.name.includes(one.at);
  if (expected.length <= SHORT && actual.length <= SHORT) {
    return html`<p class="note">should be <code><bdi>${expected}</bdi></code>, is <code><bdi>${actual}</bdi></code>${where && html` (<bdi>${cut(one.at ?? "", 200)}</bdi>)`}${one.exchanges?.[0] !== undefined && html` <code class="chip">${cut(one.exchanges[0], 80)}</code>`}</p>`;
  }
  return html`<dl class="facts">${where && html`<dt>Where</dt><dd><code><bdi>${cut(one.at ?? "", 2_000)}</bdi></code></dd>`}${comparison(one.expected, one.actual)}${exchanges(one.exchanges)}</dl>`;
};

const oneCase = (one: Case, told?: Seen): Markup => html`<li class="case ${one.outcome}">
<p>${icon(OUTCOME_TONE[one.outcome])}<span class="sr">${OUTCOME_WORDS[one.outcome]}: </span><bdi>${cut(one.name, 300)}</bdi></p>
${one.because && html`<p class="note">${said(one.because)}</p>`}
${one.outcome === "fail" && (isSame(one, told) ? html`<p class="note">as above</p>` : caseFacts(one))}
</li>`;

const folded = (title: string, list: readonly Case[]): Markup | false =>
  list.length > 0 &&
  html`<details class="fold"><summary>${title}</summary><ul class="cases">${list.slice(0, MOST_CASES).map((one) => oneCase(one))}</ul>${list.length > MOST_CASES && html`<p class="note">the rest is in verdicts.json</p>`}</details>`;

/** Failing and unknown cases first, the rest of them and the passing ones behind a fold. */
export const cases = (verdict: Verdict): Markup | false => {
  const list = verdict.cases ?? [];
  if (list.length === 0) return false;
  const of = (outcome: Case["outcome"]) => list.filter((one) => one.outcome === outcome);
  const open = [...of("fail"), ...of("unknown")];
  const counts = (["fail", "unknown", "pass"] as const).flatMap((outcome) =>
    of(outcome).length > 0 ? [`${of(outcome).length} ${OUTCOME_WORDS[outcome]}`] : [],
  );
  return html`<dt>Cases</dt><dd><p class="note">${plural(list.length, "case")}: ${counts.join(", ")}</p>
<ul class="cases">${open.slice(0, FIRST_CASES).map((one) => oneCase(one, verdict))}</ul>
${folded(plural(open.length - FIRST_CASES, "more case"), open.slice(FIRST_CASES))}
${folded(plural(of("pass").length, "passing case"), of("pass"))}</dd>`;
};

const exchanges = (ids: readonly string[] | undefined): Markup | false =>
  ids !== undefined &&
  ids.length > 0 &&
  html`<dt>Seen in</dt><dd class="chips">${ids.slice(0, 12).map((id) => html`<code class="chip">${cut(id, 80)}</code> `)}${ids.length > 12 && `and ${ids.length - 12} more `}<span class="note">of exchanges.har</span></dd>`;

const EXCUSED = { waiver: "Waived", attestation: "Attested", decision: "Accepted by architecture decision" };

export const excuse = (entry: Excused): Markup =>
  html`<p class="excuse"><strong>${EXCUSED[entry.by]}</strong> by ${entry.owner} until ${entry.until}: ${said(entry.reason)}${/^https?:\/\//.test(entry.link) && html` <a href="${entry.link}" rel="noopener noreferrer external">the record</a>`}</p>`;

/** Everything that is known about one verdict that is not a plain pass. */
export const facts = (report: Report, verdict: Verdict): Markup => {
  const words = wordsOf(report, verdict);
  const age = ageOf(report, verdict);
  const curl = verdict.outcome === "fail" && curlLine(report, verdict);
  return html`<dl class="facts">
${verdict.note && html`<dt>Looked at</dt><dd>${said(verdict.note)}</dd>`}
${verdict.at !== undefined && html`<dt>Where</dt><dd><code><bdi>${cut(verdict.at, 2_000)}</bdi></code></dd>`}
${verdict.outcome === "fail" && comparison(verdict.expected, verdict.actual)}
${words.remedy && html`<dt class="todo">What to do</dt><dd class="remedy">${prose(words.remedy)}</dd>`}
${words.why && html`<dt>Why it matters</dt><dd>${prose(words.why)}</dd>`}
${cases(verdict)}
${exchanges(verdict.exchanges)}
${words.sources.length > 0 && html`<dt>Required by</dt><dd>${references(words.sources)}</dd>`}
${words.threat.length > 0 && html`<dt>Counters</dt><dd>${references(words.threat)}</dd>`}
${age && html`<dt>Evidence</dt><dd>${age}</dd>`}
${curl && html`<dt>The same by hand</dt><dd><code class="command">${cut(curl, 3_000)}</code></dd>`}
<dt>Look again</dt><dd><code class="command">${againCommand(report, verdict)}</code></dd>
</dl>`;
};

/** Which gate, which subject when it is not the spoke itself, which check, and a link to just this. */
export const provenance = (report: Report, verdict: Verdict): Markup => {
  const id = anchorOf(report, verdict);
  const other = verdict.spoke !== report.readiness.spoke;
  return html`<p class="provenance">Gate ${verdict.gate}${verdict.level === "advisory" && html` <span class="tag">advisory</span>`}${other && html` <span class="tag">${subjectName(report, verdict.spoke)}</span>`} <code>${verdict.check}</code> <a class="anchor" href="#${id}" aria-label="Link to ${verdict.check}">#</a></p>`;
};

export const finding = (report: Report, verdict: Verdict): Markup => {
  const entry = excusedBy(report, verdict);
  return html`<article class="finding ${OUTCOME_TONE[verdict.outcome]} ${verdict.level}" id="${anchorOf(report, verdict)}" tabindex="-1">
${provenance(report, verdict)}
<h3>${icon(OUTCOME_TONE[verdict.outcome])}${sentenceOf(report, verdict)}</h3>
${entry && excuse(entry)}
${facts(report, verdict)}
</article>`;
};

/** In two lines: for the rows of Gate 4, which repeat what the other gates say at length. */
const brief = (
  report: Report,
  verdict: Verdict,
): Markup => html`<li id="${anchorOf(report, verdict)}" tabindex="-1">
${provenance(report, verdict)}
<h3>${icon(OUTCOME_TONE[verdict.outcome])}${sentenceOf(report, verdict)}</h3>
<p>${verdict.at !== undefined && html`<bdi>${cut(verdict.at, 300)}</bdi>: `}should be <code><bdi>${showValue(verdict.expected, "line", 300)}</bdi></code>, is <code><bdi>${showValue(verdict.actual, "line", 300)}</bdi></code>. <span class="note">${prose(wordsOf(report, verdict).remedy)}</span></p>
</li>`;

export const briefly = (report: Report, verdicts: readonly Verdict[]): Markup | false =>
  verdicts.length > 0 &&
  html`<article class="finding bad required"><ul class="members brief">${verdicts.map((one) => brief(report, one))}</ul></article>`;
