import type { Report } from "../../core/report.ts";
import { daysLeft } from "../words/excused.ts";
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
  if (excused.length === 0 && temporary.length === 0) return false;
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
        entry.by === "waiver" ? "waived fail" : "attested",
        left(entry.until, readiness.decidedAt),
        entry.owner,
        html`${said(entry.reason)} ${record(entry.link)}`,
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
</section>`;
};
