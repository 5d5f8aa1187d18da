import type { Cause } from "../../core/check.ts";
import type { Report } from "../../core/report.ts";
import type { Verdict } from "../../core/verdict.ts";
import { excusedBy } from "../words/excused.ts";
import {
  againCommand,
  anchorOf,
  causeWords,
  OUTCOME_WORDS,
  rootCauses,
  sentenceOf,
  type UnknownGroup,
  unknownGroups,
  wordsOf,
} from "../words/story.ts";
import { plural } from "../words/text.ts";
import { cases, excuse, provenance, references } from "./findings.ts";
import { icon, OUTCOME_TONE } from "./icons.ts";
import { html, type Markup } from "./markup.ts";
import { prose, said } from "./values.ts";

/** Roots that the group's own title does not say already. */
const news = (report: Report, verdict: Verdict): readonly Cause[] =>
  rootCauses(report, verdict).filter((cause) => !("check" in cause && cause.check === verdict.resolvedBy));

/** The reason in the open, the rest behind a fold: a run against a dead host has a hundred of these. */
const member = (report: Report, verdict: Verdict): Markup => {
  const roots = news(report, verdict);
  const { why, sources } = wordsOf(report, verdict);
  const entry = excusedBy(report, verdict);
  return html`<li id="${anchorOf(report, verdict)}" tabindex="-1">
${provenance(report, verdict)}
<h4><span class="lead">Not known:</span> ${sentenceOf(report, verdict)}</h4>
${entry && excuse(entry)}
<p class="because">${said(verdict.because ?? "no reason was given")}</p>
<details class="fold"><summary>More</summary><dl class="facts">
${roots.length > 0 && html`<dt>Rests on</dt><dd><ul class="plain">${roots.map((cause) => html`<li>${said(causeWords(cause))}</li>`)}</ul></dd>`}
${why && html`<dt>Why it matters</dt><dd>${prose(why)}</dd>`}
${cases(verdict)}
${sources.length > 0 && html`<dt>Required by</dt><dd>${references(sources)}</dd>`}
${verdict.harnessError && html`<dt>Harness error</dt><dd><p class="note">Ours to mend, never the spoke's fault.</p><pre class="value">${verdict.harnessError}</pre></dd>`}
<dt>Look again</dt><dd><code class="command">${againCommand(report, verdict)}</code></dd>
</dl></details></li>`;
};

const group = (
  report: Report,
  { resolvedBy, check, verdicts }: UnknownGroup,
): Markup => html`<article class="group">
<h3>${icon("open")}<span><span class="lead">What settles it:</span> ${
  check
    ? html`<a href="#${anchorOf(report, check)}">${sentenceOf(report, check)}</a> <span class="tag ${OUTCOME_TONE[check.outcome]}">${OUTCOME_WORDS[check.outcome]}</span>`
    : said(resolvedBy)
}</span><span class="size">${plural(verdicts.length, "check")}</span></h3>
<ul class="members">${verdicts.map((verdict) => member(report, verdict))}</ul>
</article>`;

/** What nobody could say, by what would let them say it. */
export const unknowns = (report: Report): Markup | false => {
  const groups = unknownGroups(report);
  return (
    groups.length > 0 &&
    html`<section aria-labelledby="unknowns">
<h2 id="unknowns">What is not known</h2>
<p class="intro">Unknown never passes. Each group says what would settle it.</p>
${groups.map((one) => group(report, one))}
</section>`
  );
};
