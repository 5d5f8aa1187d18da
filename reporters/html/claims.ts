import {
  type Cell,
  type CellState,
  type Matrix,
  makeMatrix,
  PHASES,
  type PhasesSeen,
} from "../../core/claims/matrix.ts";
import { tracePaths } from "../../core/claims/path.ts";
import type { Surface } from "../../core/contract.ts";
import type { Report } from "../../core/report.ts";
import type { Subject } from "../../core/subject.ts";
import { masker } from "../words/mask.ts";
import { showValue } from "../words/text.ts";
import { html, type Markup } from "./markup.ts";
import { said } from "./values.ts";

const SURFACE_WORDS: Readonly<Record<Surface, string>> = {
  hub_id_token: "Hub id_token",
  hub_access_token: "Hub access token",
  hub_userinfo: "Hub userinfo",
  spoke_session: "Spoke session",
  spoke_user: "Spoke GET /user",
  spoke_rls: "Spoke RLS",
};
const STATES: Readonly<Record<CellState, { readonly mark: string; readonly word: string }>> = {
  present: { mark: "\u2713", word: "present and true" },
  missing: { mark: "\u2715", word: "missing" },
  "wrong-type": { mark: "T", word: "wrong type" },
  "wrong-value": { mark: "\u2260", word: "wrong value" },
  stale: { mark: "\u21ba", word: "stale after the switch" },
  absent: { mark: "\u2013", word: "no such surface in this phase" },
  unknown: { mark: "?", word: "not looked at" },
};

const seenBy = (report: Report, subject: Subject): PhasesSeen => {
  const pieces: Readonly<Record<string, unknown>> = report.evidence[subject.id] ?? {};
  return Object.fromEntries(
    PHASES.map((phase) => {
      const found = pieces[`claims.${phase}`] as { readonly is: string; readonly value?: object } | undefined;
      return [phase, found?.is === "seen" ? found.value : undefined];
    }),
  );
};

/** The phases seen on the spoke under test; undefined when no claim was looked at. */
const matrixOf = (report: Report): Matrix | undefined => {
  const subject = report.subjects.find(({ id }) => id === report.readiness.spoke);
  if (!subject) return undefined;
  try {
    const matrix = makeMatrix(subject.contract, seenBy(report, subject));
    return matrix.phases.length > 0 ? matrix : undefined;
  } catch {
    // Evidence of a shape that the matrix cannot read must not cost the reader the rest of the report.
    return undefined;
  }
};

type Mask = (text: string) => string;

const cell = ({ state, required, path, value, expected, why }: Cell, first: boolean, mask: Mask): Markup => {
  const { mark, word } = STATES[state];
  const detail = [
    word,
    path && `at ${path}`,
    value !== undefined && `is ${showValue(value, "line", 200)}`,
    expected !== undefined &&
      state !== "present" &&
      state !== "wrong-type" &&
      `should be ${showValue(expected, "line", 200)}`,
    why,
  ].filter((part) => part);
  const pressing = required && state !== "present" && state !== "absent";
  return html`<td class="cell ${state}${pressing && " pressing"}${first && " first"}" title="${mask(detail.join("; "))}"><span aria-hidden="true">${mark}</span><span class="sr">${word}</span></td>`;
};

const table = (matrix: Matrix, required: readonly Surface[], mask: Mask): Markup => {
  const at = (claim: string, surface: Surface, phase: string) =>
    matrix.cells.find((one) => one.claim === claim && one.surface === surface && one.phase === phase);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Claims matrix"><table class="matrix">
<thead><tr><th rowspan="2" scope="col">Claim</th>${matrix.surfaces.map((surface) => html`<th scope="colgroup" colspan="${matrix.phases.length}" class="first">${SURFACE_WORDS[surface]}${required.includes(surface) && html`<span class="tag">required</span>`}</th>`)}</tr>
<tr>${matrix.surfaces.map(() => matrix.phases.map((phase, index) => html`<th scope="col" class="phase${index === 0 && " first"}"><span>${phase}</span></th>`))}</tr></thead>
<tbody>${matrix.claims.map(
    (claim) =>
      html`<tr><th scope="row"><code>${claim}</code></th>${matrix.surfaces.map((surface) =>
        matrix.phases.map((phase, index) => {
          const one = at(claim, surface, phase);
          return one ? cell(one, index === 0, mask) : html`<td></td>`;
        }),
      )}</tr>`,
  )}</tbody></table></div>
<ul class="legend">${(Object.keys(STATES) as CellState[])
    .filter((state) => matrix.cells.some((one) => one.state === state))
    .map(
      (state) =>
        html`<li><span class="cell ${state}" aria-hidden="true">${STATES[state].mark}</span> ${STATES[state].word}</li>`,
    )}</ul>`;
};

const losses = (matrix: Matrix): Markup | false => {
  const lost = tracePaths(matrix);
  return (
    lost.length > 0 &&
    html`<h3>Where claims are lost</h3><ul class="losses">${lost.map(
      (one) =>
        html`<li><p><code>${one.claim}</code> <span class="tag bad">${one.what}</span> after ${one.phase}${one.after !== undefined && html`, last seen on ${SURFACE_WORDS[one.after]}`}</p><p class="note">To set: ${said(one.set)}</p></li>`,
    )}</ul>`
  );
};

/**
 * Claims by surfaces by phases, always whole; nothing when no claim was looked at. Takes the report as it is: masked
 * values could not be compared with the truth. What it shows of them is masked here.
 */
export const claims = (report: Report): Markup | false => {
  const matrix = matrixOf(report);
  const contract = report.subjects.find(({ id }) => id === report.readiness.spoke)?.contract;
  if (!matrix || !contract) return false;
  return html`<section aria-labelledby="claims">
<h2 id="claims">Claims</h2>
<p class="intro">Every claim of the identity contract, on every surface that could carry it. A framed cell is one that the contract demands and that does not hold.</p>
${table(matrix, contract.requiredSurfaces, masker(contract.users))}
${losses(matrix)}
</section>`;
};
