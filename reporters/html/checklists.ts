import type { ItemState, SettledItem } from "../../core/checklists.ts";
import { referenceOf } from "../../core/references.ts";
import type { Report } from "../../core/report.ts";
import { type Discharge, GATES, type Readiness } from "../../core/verdict.ts";
import { anchorOf, sentenceOf, type Tone } from "../words/story.ts";
import { between, plural } from "../words/text.ts";
import { icon, personIcon } from "./icons.ts";
import { html, type Markup } from "./markup.ts";
import { table } from "./tables.ts";
import { said } from "./values.ts";

const TONES: Readonly<Record<ItemState, Tone>> = {
  proven: "good",
  failed: "bad",
  unknown: "open",
  attested: "wait",
};

const checkLink = (report: Report, check: string): Markup => {
  const { verdicts, spoke } = report.readiness;
  const all = verdicts.filter((one) => one.check === check);
  const verdict = all.find((one) => one.spoke === spoke) ?? all[0];
  return verdict
    ? html`<a href="#${anchorOf(report, verdict)}"><code>${check}</code></a>`
    : html`<code>${check}</code>`;
};

const item = (report: Report, one: SettledItem): Markup => html`<li class="item">
<p>${one.state === "attested" ? personIcon : icon(TONES[one.state])}<span class="sr">${one.state}: </span><span>${one.text}</span> <span class="tag ${TONES[one.state]}">${one.state}</span></p>
${one.because && html`<p class="note">${said(one.because)}${one.resolvedBy && html`; settled by ${said(one.resolvedBy)}`}</p>`}
${one.checks.length > 0 && html`<details class="fold"><summary>${plural(one.checks.length, "check")}</summary><p class="chips">${one.checks.map((check) => html`${checkLink(report, check)} `)}</p></details>`}
</li>`;

const BY: Readonly<Record<Discharge["by"], string>> = {
  evidence: "demonstrated",
  "carry-over": "carried over",
  waiver: "waived",
  attestation: "attested",
  decision: "accepted by the architecture review",
  "not-applicable": "not applicable",
  open: "open",
};

const answerer = ({ owner, until = "?", from }: Discharge): string =>
  owner ? `${owner}, until ${until}` : from ? `${from.target}, run ${from.run}` : "";

const duty = (report: Report, one: Discharge) => {
  const verdict = report.readiness.verdicts.find(
    ({ check, spoke }) => check === one.check && spoke === one.spoke,
  );
  const age = one.seenAt && between(one.seenAt, report.readiness.decidedAt);
  return [
    verdict
      ? html`<a href="#${anchorOf(report, verdict)}">${sentenceOf(report, verdict)}</a>`
      : html`<code>${one.check}</code>`,
    one.by === "open" ? html`<span class="tag bad">${BY.open}</span>` : BY[one.by],
    answerer(one),
    age ?? "",
  ];
};

const obligations = (report: Report, all: readonly Discharge[]): Markup => html`<h3>Obligations</h3>
<p class="intro">Every required row of each gate, what discharged it, and how old that is.</p>
${GATES.flatMap(({ number, name }) => {
  const mine = all.filter(({ gate }) => gate === number);
  if (mine.length === 0) return [];
  const open = mine.filter(({ by }) => by === "open").length;
  return [
    html`<details class="fold"><summary>Gate ${number}, ${name}: ${mine.length - open} of ${mine.length} discharged${open > 0 && html` <span class="tag bad">${open} open</span>`}</summary>${table(
      `Obligations of gate ${number}`,
      ["Requirement", "Discharged by", "Answers for it", "Seen before the decision"],
      mine
        .toSorted((a, b) => Number(a.by !== "open") - Number(b.by !== "open"))
        .map((one) => duty(report, one)),
    )}</details>`,
  ];
})}`;

/** Open items first; who reads a checklist looks for what is left. */
const inOrder = (items: readonly SettledItem[]): readonly SettledItem[] => {
  const rank = ({ state }: SettledItem) => ["failed", "unknown", "attested", "proven"].indexOf(state);
  return items.toSorted((a, b) => rank(a) - rank(b));
};

const lists = (report: Report, all: NonNullable<Readiness["checklists"]>): Markup[] =>
  all.map(({ title, source, items }) => {
    const done = items.filter(({ state }) => state === "proven" || state === "attested").length;
    return html`<article class="group"><h3>${icon(done === items.length ? "good" : "open")}<span>${title}</span><span class="size">${done} of ${items.length}</span></h3>
<p class="note">${referenceOf(source)?.label ?? source}</p>
<ol class="checklist">${inOrder(items).map((one) => item(report, one))}</ol></article>`;
  });

/** The guides' own checklists and the gates' obligations: for the person who signs. */
export const checklists = (report: Report): Markup | false => {
  const { checklists: all = [], obligations: duties = [] } = report.readiness;
  if (all.length === 0 && duties.length === 0) return false;
  return html`<section aria-labelledby="checklists">
<h2 id="checklists">Checklists</h2>
${all.length > 0 && html`<p class="intro">As the guides ask, item by item. Proven: every check behind it passed. Attested: a person answers for a part of it.</p>${lists(report, all)}`}
${duties.length > 0 && obligations(report, duties)}
</section>`;
};
