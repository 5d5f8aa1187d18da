import { keysOf } from "../../core/claims/elsewhere.ts";
import { extraClaims } from "../../core/claims/extras.ts";
import {
  type Cell,
  type CellState,
  type Matrix,
  makeMatrix,
  PHASES,
  type PhasesSeen,
} from "../../core/claims/matrix.ts";
import type { Contract, Surface } from "../../core/contract.ts";
import type { Report } from "../../core/report.ts";
import type { Subject } from "../../core/subject.ts";
import { masker } from "../words/mask.ts";
import { instant, showValue } from "../words/text.ts";
import { claimPaths } from "./claim-path.ts";
import { html, type Markup } from "./markup.ts";

const SURFACE_WORDS: Readonly<Record<Surface, string>> = {
  hub_id_token: "Hub id_token",
  hub_access_token: "Hub access token",
  hub_userinfo: "Hub userinfo",
  spoke_session: "Spoke session",
  spoke_user: "Spoke user record",
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

/** A claim that is missing where nobody demands it is told as that, or a healthy report looks full of failures. */
const wordFor = ({ state, required }: Pick<Cell, "state" | "required">): string =>
  state === "missing" && !required ? "not there, nor demanded by the contract" : STATES[state].word;

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

/** What the function that lists the spoke's policies answered; anything else than a list says nothing. */
const policiesIn = (report: Report, subject: Subject): unknown => {
  const found = report.evidence[subject.id]?.["claims.policies"];
  const answer = found?.is === "seen" ? (found.value as { readonly answer?: unknown }).answer : undefined;
  return (answer as { readonly json?: unknown } | undefined)?.json;
};

type Mask = (text: string) => string;

/** What a cell opens to: the value, where it stood, the exchange that showed it and when. */
const detailsOf = ({
  state,
  path,
  value,
  expected,
  why,
  behind,
  elsewhere,
  exchange,
  seenAt,
}: Cell): [string, unknown][] => {
  const details: [string, unknown][] = [
    ["is", value === undefined ? undefined : showValue(value, "line", 400)],
    [
      "should be",
      state === "present" || state === "wrong-type" || expected === undefined
        ? undefined
        : showValue(expected, "line", 400),
    ],
    ["why", why],
    ["behind", behind],
    ["at", path],
    ["stands at", elsewhere && keysOf(elsewhere)],
    ["exchange", exchange],
    ["seen", seenAt && instant(seenAt)],
  ];
  return details.filter(([, said]) => said !== undefined && said !== "");
};

/** A mark that opens without a script of ours. */
const cell = (one: Cell, first: boolean, mask: Mask): Markup => {
  const { state, required, claim, surface, phase } = one;
  const { mark } = STATES[state];
  const word = wordFor(one);
  const pressing = required && state !== "present" && state !== "absent";
  const id = `cell-${surface}-${phase}-${claim}`;
  const name = `${claim}, ${SURFACE_WORDS[surface]}, ${phase}: ${word}`;
  return html`<td class="cell ${state}${pressing && " pressing"}${first && " first"}"><button type="button" popovertarget="${id}" aria-label="${name}">${mark}</button><div popover id="${id}"><p><strong>${claim}</strong>, ${SURFACE_WORDS[surface]}, ${phase}: ${word}</p><dl>${detailsOf(one).map(([term, said]) => html`<dt>${term}</dt><dd>${mask(String(said))}</dd>`)}</dl></div></td>`;
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
<ul class="legend">${(Object.keys(STATES) as CellState[]).flatMap((state) => {
    const shown = matrix.cells.filter((one) => one.state === state);
    return [...Map.groupBy(shown, wordFor)].map(
      ([word, [one]]) =>
        html`<li><span class="cell ${state}${!one?.required && " free"}" aria-hidden="true">${STATES[state].mark}</span> ${word}</li>`,
    );
  })}</ul>`;
};

const WAYS: Readonly<Record<string, string>> = {
  refresh: "by a refresh",
  "sign-in": "by a new sign-in only",
  never: "never, neither by a refresh nor by a new sign-in",
};

/** What it took until a switch of organisation arrived, at each side. */
const arrival = (seen: PhasesSeen): Markup | false => {
  const arrived = Object.entries(
    Object(seen.switch?.arrived) as Record<string, { by?: string; ms?: number }>,
  );
  const told = arrived.filter(([, { by }]) => by !== undefined);
  return (
    told.length > 0 &&
    html`<h3>How a switch of organisation arrived</h3><ul class="plain">${told.map(
      ([side, { by = "", ms }]) =>
        html`<li>At the ${side}: ${WAYS[by] ?? by}${ms !== undefined && `, ${(ms / 1000).toFixed(1)} s after the switch`}.</li>`,
    )}</ul>`
  );
};

/** What turned up beside the contract: told, never judged. */
const extras = (contract: Contract, seen: PhasesSeen): Markup | false => {
  const found = extraClaims(contract, seen);
  return (
    found.length > 0 &&
    html`<h3>Claims that the contract does not know</h3><p class="note">Reported, not judged. What is known to stand there is named in semantics.yaml of the contract.</p><ul class="plain">${found.map(
      ({ name, surfaces }) =>
        html`<li><code>${name}</code> on ${surfaces.map((one) => SURFACE_WORDS[one]).join(", ")}</li>`,
    )}</ul>`
  );
};

/**
 * Claims by surfaces by phases, always whole; nothing when no claim was looked at. Takes the report as it is: masked
 * values could not be compared with the truth. What it shows of them is masked here.
 */
export const claims = (report: Report): Markup | false => {
  const matrix = matrixOf(report);
  const subject = report.subjects.find(({ id }) => id === report.readiness.spoke);
  if (!matrix || !subject) return false;
  const { contract } = subject;
  const seen = seenBy(report, subject);
  return html`<section aria-labelledby="claims">
<h2 id="claims">Claims</h2>
<p class="intro">Every claim of the identity contract, on every surface that could carry it. A framed cell is one that the contract (version ${contract.version}, digest <code>${contract.digest.slice(0, 12)}</code>) demands and that does not hold. Each opens to what was seen there.</p>
${table(matrix, contract.requiredSurfaces, report.personal ? (text) => text : masker(contract.users))}
${claimPaths(contract, matrix, policiesIn(report, subject), SURFACE_WORDS)}
${arrival(seen)}
${extras(contract, seen)}
</section>`;
};
