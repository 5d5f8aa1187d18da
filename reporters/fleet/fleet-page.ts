import { createHash } from "node:crypto";
import type { StepState } from "../../core/onboarding.ts";
import type { Decision, GateNumber, Verdict } from "../../core/verdict.ts";
import { GATES } from "../../core/verdict.ts";
import { icon, sprite } from "../html/icons.ts";
import { html, type Markup, render, verbatim } from "../html/markup.ts";
import { style } from "../html/style.ts";
import { lead } from "../words/reasons.ts";
import { GATE_WORDS, type Tone } from "../words/story.ts";
import { between, cut, instant, plural, showValue } from "../words/text.ts";
import { blockersOf, type Fleet, nextOf, type Standing, spokesAmong, standingsOf, stepsOf } from "./fleet.ts";

const TONES: Readonly<Record<string, Tone>> = {
  GO: "good",
  "NO-GO": "bad",
  PAUSED: "wait",
  UNKNOWN: "open",
  HELD: "wait",
};

const OWN = `
.fleet{overflow-wrap:normal}.fleet td{white-space:nowrap}.fleet tbody th{min-width:11rem}main,.top>div{max-width:86rem}.fleet .why{white-space:normal;min-width:15rem;color:var(--soft)}
.fleet .state{margin:0;display:inline-flex}.fleet .good{color:var(--good)}.fleet .bad{color:var(--bad)}.fleet .wait{color:var(--wait)}.fleet .open{color:var(--open)}.fleet .none{color:var(--none)}
.fleet tr.next th{box-shadow:inset 4px 0 var(--link)}.fleet .sub{color:var(--soft);font-size:.86em}
.tallies{display:flex;flex-wrap:wrap;gap:.3rem 1.6rem;margin:.8rem 0}.tallies .good{color:var(--good)}.tallies .bad{color:var(--bad)}.tallies .wait{color:var(--wait)}.tallies .open{color:var(--open)}
`;
const css = `${style}${OWN}`;
const policy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(css).digest("base64")}'; base-uri 'none'; form-action 'none'`;

/** Relative, and without a scheme of its own: what leads elsewhere is no link of ours. */
const SAFE = /^(?!.*\.\.\/.*\.\.\/.*\.\.\/.*\.\.\/)[\w./@+-]+$/;
const linked = (href: string | undefined, text: Markup | string): Markup =>
  href !== undefined && SAFE.test(href) && !href.startsWith("//")
    ? html`<a href="${href}">${text}</a>`
    : html`${text}`;

const sentence = ({ words = {} }: Fleet, verdict: Verdict): string => {
  const about = Object.hasOwn(words, verdict.check) ? words[verdict.check] : undefined;
  if (verdict.outcome === "fail") return about?.failureTitle ?? verdict.check;
  return `Not known: ${about?.title ?? verdict.check}`;
};

const gateCell = ({ decided }: Standing, number: GateNumber): Markup => {
  const gate = decided?.readiness.gates.find((one) => one.gate === number);
  if (!gate) return html`<td><span class="none">\u2013<span class="sr"> not part of it</span></span></td>`;
  const { word, tone } = GATE_WORDS[gate.status];
  const open = gate.blockedBy.length;
  return html`<td class="${tone}">${icon(tone)} ${word}${open > 0 && html` <span class="sub">${open}</span>`}</td>`;
};

const decision = ({ decided, stale }: Standing): Markup => {
  const said = decided?.readiness.decision;
  if (!decided || !said) return html`<span class="state none">${icon("none")} never gated</span>`;
  const tone = TONES[said] ?? "open";
  return html`<span class="state ${stale ? "none" : tone}">${icon(tone)}<strong>${said}</strong></span>${stale && html` <span class="tag wait">too old</span>`}${decided.readiness.harnessErrors.length > 0 && html` <span class="tag bad">harness error</span>`}`;
};

const furtherReasonsOf = (word: Decision, reasons: readonly string[]): readonly string[] =>
  reasons.filter((reason) => reason !== lead[word]);

const why = (fleet: Fleet, { decided }: Standing): Markup | string => {
  const open = blockersOf(decided?.readiness);
  const first = open[0];
  if (!first) {
    const { decision: word, reasons = [] } = decided?.readiness ?? {};
    return word && word !== "GO" ? cut(furtherReasonsOf(word, reasons)[0] ?? "", 200) : "";
  }
  return html`${cut(sentence(fleet, first), 160)}${open.length > 1 && html` <span class="sub">and ${plural(open.length - 1, "more", "more")}</span>`}`;
};

const row = (fleet: Fleet, one: Standing, isNext: boolean): Markup => {
  const { decided } = one;
  const age = decided && between(decided.readiness.decidedAt, fleet.now);
  return html`<tr${isNext && html` class="next"`}><th scope="row">${linked(decided?.report, one.name)} ${one.pilot && html`<span class="tag good">pilot</span> `}${isNext && html`<span class="tag">next</span> `}<br><code class="sub">${one.id}</code></th><td>${decision(one)}</td>${GATES.map(({ number }) => gateCell(one, number))}<td>${decided && html`<time datetime="${decided.readiness.decidedAt}" title="${instant(decided.readiness.decidedAt)}">${age ?? "?"}</time>`}</td><td class="why">${why(fleet, one)}</td></tr>`;
};

const nextUp = (fleet: Fleet, one: Standing): Markup => {
  const readiness = one.decided?.readiness;
  const open = blockersOf(readiness).slice(0, 6);
  const rest = blockersOf(readiness).length - open.length;
  const tone = one.stale ? "open" : (TONES[readiness?.decision ?? ""] ?? "open");
  const state = readiness ? `${readiness.decision}${one.stale ? ", too old to act on" : ""}` : "never gated";
  return html`<section class="banner ${tone}" aria-labelledby="next-${one.target}">
<p class="eyebrow">Next on target ${one.target || "(none yet)"}</p>
<h2 id="next-${one.target}">${icon(tone)} ${linked(one.decided?.report, one.name)}: ${state}</h2>
${open.length > 0 && html`<ol class="reasons" aria-label="What blocks it">${open.map((verdict) => html`<li><span><strong>${sentence(fleet, verdict)}</strong> <code>${verdict.check}</code> <span class="note">${verdict.outcome === "fail" ? html`should be <code><bdi>${showValue(verdict.expected, "line", 90)}</bdi></code>, is <code><bdi>${showValue(verdict.actual, "line", 90)}</bdi></code>` : cut(verdict.because ?? "", 200)}</span></span></li>`)}</ol>`}
${rest > 0 && html`<p class="note">and ${plural(rest, "more", "more")}</p>`}
${(!readiness || one.stale) && html`<p class="meaning">To settle: <code class="command">npm start -- run --spoke ${one.id}${one.target && ` --target ${one.target}`}</code></p>`}
</section>`;
};

const tally = (standings: readonly Standing[]): Markup => {
  const word = ({ decided, stale }: Standing) =>
    decided?.readiness.decision ? (stale ? "too old" : decided.readiness.decision) : "never gated";
  const counts = Map.groupBy(standings, word);
  return html`<p class="tallies">${[...counts].map(([said, list]) => html`<span>${icon(TONES[said] ?? "none")} <b>${list.length}</b> ${said}</span>`)}</p>`;
};

const board = (fleet: Fleet, target: string, standings: readonly Standing[]): Markup => {
  const next = nextOf(standings);
  return html`${next && nextUp(fleet, next)}
<section aria-labelledby="target-${target}"><h2 id="target-${target}">${target ? `Target ${target}` : "No run yet"}</h2>
${tally(spokesAmong(standings))}
<div class="scroll" tabindex="0" role="region" aria-label="Spokes by gates on ${target}"><table class="fleet">
<thead><tr><th scope="col">Spoke</th><th scope="col">Decision</th>${GATES.map(({ number, name }) => html`<th scope="col">${number} ${name}</th>`)}<th scope="col">Age</th><th scope="col">What blocks it</th></tr></thead>
<tbody>${standings.map((one) => row(fleet, one, one === next))}</tbody></table></div></section>
${standings.some(({ client }) => client) && sequence(target, standings)}`;
};

const STEP_TONES: Readonly<Record<StepState, Tone | "none">> = {
  Done: "good",
  "In progress": "wait",
  Planned: "none",
};

const sequence = (target: string, standings: readonly Standing[]): Markup => html`
<section aria-labelledby="onboarding-${target}"><h2 id="onboarding-${target}">Onboarding sequence</h2>
<p class="note">The ten steps of the JWKS Trust Model guide, derived from the decisions above; a step is not Done while one that it rests on is not.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Onboarding steps on ${target}"><table class="fleet">
<thead><tr><th scope="col">Step</th><th scope="col">State</th><th scope="col">What shows it</th></tr></thead>
<tbody>${stepsOf(standings).map(
  ({ title, state, because }, at) =>
    html`<tr><th scope="row">${at + 1}. ${title}</th><td><span class="state ${STEP_TONES[state]}">${icon(STEP_TONES[state])}<strong>${state}</strong></span></td><td class="why">${because}</td></tr>`,
)}</tbody></table></div></section>`;

/** Every spoke by every gate in one page: who may go, who is next, and what blocks them. No script, no request. */
export const tellFleet = (fleet: Fleet): string => {
  const byTarget = Map.groupBy(standingsOf(fleet), ({ target }) => target);
  const all = spokesAmong([...byTarget.values()].flat());
  const goes = all.filter((one) => one.goes).length;
  return `<!doctype html>\n${render(html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${goes} of ${all.length} GO: Cargo identity gates</title>
<style>${verbatim(css)}</style>
</head>
<body>
${sprite}
<header class="top"><div><span class="brand">Cargo identity gates</span></div></header>
<main>
<h1>${goes} of ${plural(all.length, "spoke")} may be cut over.</h1>
<p class="intro">As of <time datetime="${fleet.now}">${instant(fleet.now)}</time>. A decision older than ${fleet.freshHours < 48 ? `${fleet.freshHours} h` : plural(Math.round(fleet.freshHours / 24), "day")} says nothing any more.</p>
${[...byTarget].map(([target, standings]) => board(fleet, target, standings))}
</main>
</body>
</html>`)}\n`;
};
