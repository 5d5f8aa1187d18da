import type { Report } from "../../core/report.ts";
import { subjectName } from "../words/story.ts";
import { between, instant, plural } from "../words/text.ts";
import { html, type Markup } from "./markup.ts";
import { said } from "./values.ts";

/** Every piece: when it was seen, or why it was not. */
export const evidence = (report: Report): Markup | false => {
  const subjects = Object.entries(report.evidence).filter(([, pieces]) => Object.keys(pieces).length > 0);
  if (subjects.length === 0) return false;
  return html`<section aria-labelledby="evidence">
<h2 id="evidence">Evidence</h2>
<p class="intro">What was seen, and what could not be looked at. Each piece is a file of its own under evidence/ in the run folder.</p>
${subjects.map(([id, pieces]) => {
  const found = Object.entries(pieces).sort(([a], [b]) => (a < b ? -1 : 1));
  const missed = found.filter(([, one]) => one.is === "missed").length;
  return html`<h3>${subjectName(report, id)} <span class="size">${plural(found.length, "piece")}${missed > 0 && `, ${missed} missed`}</span></h3>
<div class="scroll" tabindex="0" role="region" aria-label="Evidence about ${subjectName(report, id)}"><table>
<thead><tr><th scope="col">Piece</th><th scope="col">Seen</th><th scope="col">Before the decision</th></tr></thead>
<tbody>${found.map(([name, one]) =>
    one.is === "seen"
      ? html`<tr><th scope="row"><code>${name}</code></th><td><time datetime="${one.seenAt}">${instant(one.seenAt)}</time></td><td>${between(one.seenAt, report.readiness.decidedAt) ?? ""}</td></tr>`
      : html`<tr class="missed"><th scope="row"><code>${name}</code></th><td colspan="2"><span class="tag open">missed</span> ${said(one.because)}${one.cause && one.cause.length > 0 && html` (waited for ${one.cause.join(", ")})`}</td></tr>`,
  )}</tbody></table></div>`;
})}
</section>`;
};

/** What was run, against what, with which rules: enough to do it again. */
export const run = ({ readiness, proof, drift }: Report): Markup => {
  const { world, faults = [] } = readiness;
  const planted = [world && `world ${world}`, ...faults.map((fault) => `fault ${fault}`)].filter(Boolean);
  const rows: readonly (readonly [string, string])[] = [
    ["Run", readiness.run],
    ["Spoke", readiness.spoke],
    ["Target", readiness.target],
    ["Started", instant(readiness.startedAt)],
    ["Decided", instant(readiness.decidedAt)],
    ["Ruleset", readiness.ruleset],
    ["Contract", `${readiness.contract.version} (sha256 ${readiness.contract.digest})`],
    ["Settings", `spokes.yaml (sha256 ${readiness.settingsDigest})`],
    ["Harness", `${readiness.harness.version} on Node ${readiness.harness.node}`],
    ...(drift?.length === 0
      ? [
          [
            "Compared with",
            `nothing: no run is the baseline yet. npm start -- baseline approve ${readiness.run} --by WHO --why WHY`,
          ] as const,
        ]
      : []),
    ...(planted.length > 0 ? [["Wrong on purpose", planted.join(", ")] as const] : []),
    ...(proof
      ? [
          [
            "How it was proven",
            `${plural(proof.faults, "world")} with one thing wrong stand beside its ${plural(proof.checks, "check")}: every check is turned red by at least one of them, and each world must turn red exactly the checks it names and no other. docs/checks.md lists them by check.`,
          ] as const,
        ]
      : []),
  ];
  return html`<section aria-labelledby="run">
<h2 id="run">This run</h2>
${readiness.harnessErrors.length > 0 && html`<p class="intro">The harness itself had ${plural(readiness.harnessErrors.length, "error")}. These are ours to mend, and say nothing about the spoke.</p>${readiness.harnessErrors.map((error) => html`<pre class="value">${error}</pre>`)}`}
<dl class="run">${rows.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>
</section>`;
};
