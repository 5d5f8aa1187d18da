import type { Report } from "../../core/report.ts";
import type { GateStatus, Outcome } from "../../core/verdict.ts";
import { excusedBy } from "../words/excused.ts";
import { anchorOf, furtherReasons, GATE_WORDS, headline, sentenceOf, subjectName } from "../words/story.ts";
import { between, instant, plural } from "../words/text.ts";
import { icon } from "./icons.ts";
import { html, type Markup } from "./markup.ts";
import { said } from "./values.ts";

const FIRST_REASONS = 5;

/** A reason names its check and whose it is: the sentence leads there, the names stand back. */
const NAMED = /^(.+?) \(([a-z]+\/[\w-]+), ([\w.-]+)\)(\. What settles it: .+?)?\.$/s;
const reasonOf = (report: Report, reason: string): Markup => {
  const [, sentence = "", check, spoke, settles = ""] = NAMED.exec(reason) ?? [];
  const verdict = report.readiness.verdicts.find((one) => one.check === check && one.spoke === spoke);
  if (!verdict) return html`<li><span>${said(reason)}</span></li>`;
  const whose = spoke === report.readiness.spoke ? "" : ` of ${subjectName(report, verdict.spoke)}`;
  return html`<li><span><a href="#${anchorOf(report, verdict)}">${said(sentence)}</a> <span class="names"><code>${verdict.check}</code>${whose}${settles && html`<br>${said(settles.slice(2))}`}</span></span></li>`;
};

const reasons = (report: Report): Markup | false => {
  const items = furtherReasons(report).map((reason) => reasonOf(report, reason));
  const rest = items.length - FIRST_REASONS;
  return (
    items.length > 0 &&
    html`<ol class="reasons" aria-label="Reasons, most important first">${items.slice(0, FIRST_REASONS)}</ol>
${rest > 0 && html`<details class="fold"><summary>${plural(rest, "more reason")}</summary><ol class="reasons" start="${FIRST_REASONS + 1}">${items.slice(FIRST_REASONS)}</ol></details>`}`
  );
};

/** The answer, in plain words, for the person who decides about the release. */
export const banner = (report: Report): Markup => {
  const { readiness } = report;
  const { word, tone, sentence, meaning } = headline(report);
  const took = between(readiness.startedAt, readiness.decidedAt);
  const { world, faults = [], notes = [] } = readiness;
  const planted = [
    ...(world && world !== "healthy" ? [`the world ${world}`] : []),
    ...faults.map((fault) => `the fault ${fault}`),
  ];
  return html`<section class="banner ${tone}" aria-labelledby="decision">
<p class="eyebrow">${readiness.decision === null ? "Part of the cutover decision" : "Cutover decision"}</p>
<h1 id="decision">${icon(tone)}<span class="word">${word}</span> <span class="sentence">${sentence}</span></h1>
<p class="meaning">${meaning}</p>
${readiness.harnessErrors.length > 0 && html`<p class="excuse"><strong>The harness itself had ${plural(readiness.harnessErrors.length, "error")}.</strong> They are ours to mend and say nothing about the spoke, but the run is not to be relied on: <a href="#run">what went wrong</a>.</p>`}
${planted.length > 0 && html`<p class="excuse"><strong>Wrong on purpose:</strong> this federation was run with ${planted.join(", ")}. The decision is about that, not about the spoke.</p>`}
${reasons(report)}
${notes.length > 0 && html`<ul class="notes">${notes.map((one) => html`<li>${said(one)}</li>`)}</ul>`}
<dl class="quick">
<div><dt>Spoke</dt><dd>${subjectName(report, readiness.spoke)}</dd></div>
<div><dt>Target</dt><dd>${readiness.target}</dd></div>
<div><dt>Decided</dt><dd><time datetime="${readiness.decidedAt}">${instant(readiness.decidedAt)}</time></dd></div>
${took && html`<div><dt>Took</dt><dd>${took}</dd></div>`}
<div><dt>Exit code</dt><dd>${readiness.exitCode}</dd></div>
</dl>
</section>`;
};

interface Share {
  readonly of: Outcome | "advisory" | "excused";
  readonly count: number;
  readonly label: string;
  readonly outcome: Outcome;
}

/** A gate's counts, with the fails that keep nothing shut told apart: a gate may pass with them. */
const sharesOf = (report: Report, { gate, counts }: GateStatus): readonly Share[] => {
  const failed = report.readiness.verdicts.filter((one) => one.gate === gate && one.outcome === "fail");
  const advisory = failed.filter(({ level }) => level === "advisory").length;
  const excused = failed.filter((one) => one.level === "required" && excusedBy(report, one)).length;
  const shares: readonly Share[] = [
    { of: "fail", count: counts.fail - advisory - excused, label: "failed", outcome: "fail" },
    { of: "unknown", count: counts.unknown, label: "unknown", outcome: "unknown" },
    { of: "excused", count: excused, label: "waived", outcome: "fail" },
    { of: "advisory", count: advisory, label: "advisory", outcome: "fail" },
    { of: "pass", count: counts.pass, label: "passed", outcome: "pass" },
    {
      of: "not-applicable",
      count: counts["not-applicable"],
      label: "not applicable",
      outcome: "not-applicable",
    },
  ];
  return shares.filter(({ count }) => count > 0);
};

/** The parts of a gate as one bar. Attributes of SVG, because the page's policy forbids inline style. */
const bar = (shares: readonly Share[]): Markup => {
  const total = shares.reduce((sum, { count }) => sum + count, 0) || 1;
  let x = 0;
  const rects = shares.map(({ of, count }) => {
    const width = (count / total) * 100;
    const rect = html`<rect class="s-${of}" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="4"/>`;
    x += width;
    return rect;
  });
  return html`<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">${rects}</svg>`;
};

const blockers = (report: Report, gate: GateStatus): Markup | false => {
  const shown = gate.blockedBy.slice(0, 3).map((check) => {
    const verdict = report.readiness.verdicts.find((one) => one.check === check && one.outcome !== "pass");
    return html`<li><a href="#${verdict ? anchorOf(report, verdict) : check}">${verdict?.outcome === "unknown" && "Not known: "}${verdict ? sentenceOf(report, verdict) : check}</a></li>`;
  });
  const rest = gate.blockedBy.length - shown.length;
  return (
    shown.length > 0 &&
    html`<ul class="blockers">${shown}${rest > 0 && html`<li><a href="#checks?gate=${gate.gate}">and ${plural(rest, "more", "more")}</a></li>`}</ul>`
  );
};

export const gates = (
  report: Report,
): Markup => html`<section aria-labelledby="gates-title" class="gates-section">
<h2 id="gates-title">The four gates</h2>
<ol class="gates">${report.readiness.gates.map((gate) => {
  const { word, tone } = GATE_WORDS[gate.status];
  const shares = sharesOf(report, gate);
  return html`<li class="gate ${tone}">
<p class="number">Gate ${gate.gate}</p>
<h3>${gate.name}</h3>
<p class="state">${icon(tone)}<strong>${word}</strong></p>
${bar(shares)}
<p class="counts">${shares.map(
    ({ of, count, label, outcome }) =>
      html`<a href="#checks?gate=${gate.gate}&amp;outcome=${outcome}" class="c-${of}"><b>${count}</b> ${label}</a> `,
  )}</p>
${blockers(report, gate)}
</li>`;
})}</ol>
</section>`;
