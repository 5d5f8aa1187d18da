import type { Report } from "../../core/report.ts";
import { daysLeft } from "../words/excused.ts";
import { EXCUSE_WORDS } from "../words/review.ts";
import { anchorOf, sentenceOf } from "../words/story.ts";
import { plural } from "../words/text.ts";
import { html, type Markup } from "./markup.ts";
import { table } from "./tables.ts";
import { said } from "./values.ts";

const SOON = 14;

const left = (until: string, from: string): Markup => {
  const days = daysLeft(until, from);
  if (days === undefined) return html`${until}`;
  const tone = days < 0 ? "bad" : days <= SOON ? "wait" : "";
  const words = days < 0 ? "over" : days === 0 ? "last day" : `${plural(days, "day")} left`;
  return html`${until} <span class="tag ${tone}">${words}</span>`;
};

const record = (link: string): Markup | false =>
  link.startsWith("https://") && html`<a href="${link}" rel="noopener noreferrer external">the record</a>`;

/** What stands in place of a demonstration, and for how long: waivers, attestations, temporary endpoints. */
export const accepted = (report: Report): Markup | false => {
  const { excused = [], temporary = [], readiness } = report;
  const undeclared = (readiness.temporary ?? []).filter(
    ({ endpoint }) => !temporary.some((one) => one.endpoint === endpoint),
  );
  if (excused.length === 0 && temporary.length === 0 && undeclared.length === 0) return false;
  const byDay = excused.toSorted((a, b) => (a.until < b.until ? -1 : 1));
  return html`<section aria-labelledby="accepted">
<h2 id="accepted">Accepted for a while</h2>
<p class="intro">What a person answers for instead of a demonstration. After its last day an entry of spokes.yaml holds no more.</p>
${
  byDay.length > 0 &&
  table(
    "Waivers and attestations",
    ["What", "How", "Until", "Owner", "Reason"],
    byDay.map((entry) => {
      const verdict = readiness.verdicts.find(
        (one) => one.check === entry.check && one.spoke === entry.spoke,
      );
      return [
        verdict
          ? html`<a href="#${anchorOf(report, verdict)}">${sentenceOf(report, verdict)}</a>`
          : html`<code>${entry.check}</code>`,
        html`<span class="tag wait">${EXCUSE_WORDS[entry.by]}</span>`,
        left(entry.until, readiness.decidedAt),
        entry.owner,
        html`${said(entry.reason)} ${record(entry.link)}${entry.by === "attestation" && verdict?.because !== undefined && html`<p class="note">Not shown: ${said(verdict.because)}${verdict.resolvedBy !== undefined && html`. What would show it: ${said(verdict.resolvedBy)}`}</p>`}`,
      ];
    }),
  )
}
${
  temporary.length > 0 &&
  html`<h3>Temporary endpoints</h3>${table(
    "Temporary endpoints",
    ["Endpoint", "Used for now", "Until", "Owner", "Record"],
    temporary.map((one) => [
      one.endpoint,
      html`<code>${one.url}</code>`,
      left(one.until, readiness.decidedAt),
      one.owner,
      record(one.link),
    ]),
  )}`
}
${
  undeclared.length > 0 &&
  html`<h3>Fallback</h3><p class="intro">These endpoints work on the issuer's host only. What a spoke may use until the public ones work; declare each as temporary in spokes.yaml, with an owner and a last day.</p>${table(
    "Endpoints that work on the issuer's host only",
    ["Endpoint", "Use for now"],
    undeclared.map(({ endpoint, url }) => [endpoint, html`<code>${url}</code>`]),
  )}`
}
</section>`;
};
