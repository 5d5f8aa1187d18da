import { cut, oneLine } from "../words/text.ts";
import { html, type Markup } from "./markup.ts";
import type { Party, Step } from "./steps.ts";

const COLUMN = 176;
const ROW = 44;
const HEAD = 38;
const BOX = 164;
const MARGIN = 92;
const LOOP = 30;

const short = (text: string, most: number) => {
  const line = oneLine(text);
  return line.length > most ? `${line.slice(0, most - 1)}\u2026` : line;
};

const partiesOf = (steps: readonly Step[]): readonly Party[] => {
  const byHost = new Map<string, Party>();
  for (const { from, to } of steps) for (const party of [from, to]) byHost.set(party.host, party);
  return [...byHost.values()];
};

const arrow = (step: Step, index: number, x: (party: Party) => number): Markup => {
  const y = HEAD + 46 + index * ROW;
  const [from, to] = [x(step.from), x(step.to)];
  const direction = to >= from ? 1 : -1;
  if (from === to) {
    return html`<g class="${step.wrong && "wrong"}"><path class="call" d="M${from} ${y - 8}h${LOOP}v16h-${LOOP - 8}"/><path class="tip" d="M${from + 1} ${y + 8}l9-4.5v9z"/><text x="${from + LOOP + 8}" y="${y}">${short(step.label, 34)}</text><text class="soft" x="${from + LOOP + 8}" y="${y + 15}">${step.hop} \u00b7 ${step.outcome}</text></g>`;
  }
  const middle = (from + to) / 2;
  const room = Math.floor(Math.abs(to - from) / 6.6);
  return html`<g class="${step.wrong && "wrong"}"><path class="call" d="M${from} ${y}H${to - direction * 8}"/><path class="tip" d="M${to} ${y}l${-9 * direction}-4.5v9z"/><text class="soft" x="${from + direction * 6}" y="${y + 14}" text-anchor="${direction > 0 ? "start" : "end"}">${step.hop} \u00b7 ${step.outcome}</text><text x="${middle}" y="${y - 7}" text-anchor="middle">${short(step.label, Math.max(room, 22))}</text></g>`;
};

const head = (party: Party, x: number): Markup =>
  html`<g class="head ${party.of}"><title>${party.host}: ${party.whose}</title><rect x="${x - BOX / 2}" y="8" width="${BOX}" height="${HEAD}" rx="7"/><text x="${x}" y="24" text-anchor="middle">${short(party.host, 24)}</text><text class="soft" x="${x}" y="38" text-anchor="middle">${party.whose}</text></g>`;

/** A sequence diagram, with the same as a list for who cannot see it. */
export const draw = (steps: readonly Step[]): Markup => {
  const parties = partiesOf(steps);
  const x = (party: Party) => MARGIN + parties.findIndex(({ host }) => host === party.host) * COLUMN;
  const looped = steps.some(
    ({ from, to }) => from.host === to.host && x(from) === MARGIN + (parties.length - 1) * COLUMN,
  );
  const width = MARGIN * 2 + (parties.length - 1) * COLUMN + (looped ? COLUMN / 2 : 0);
  const height = HEAD + 36 + steps.length * ROW;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Sequence of the login"><svg class="sequence" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" aria-hidden="true" focusable="false">
${parties.map((party) => html`<line class="life" x1="${x(party)}" x2="${x(party)}" y1="${HEAD + 8}" y2="${height - 12}"/>`)}
${steps.map((step, index) => arrow(step, index, x))}
${parties.map((party) => head(party, x(party)))}
</svg></div>
<details class="fold"><summary>The same as a list, ${steps.length} steps</summary><ol class="plain">${steps.map(
    (step) =>
      html`<li>hop ${step.hop}: ${step.from.host} \u2192 ${step.to.host} (${step.to.whose}): <code>${cut(step.label, 200)}</code> ${step.outcome}</li>`,
  )}</ol></details>`;
};
