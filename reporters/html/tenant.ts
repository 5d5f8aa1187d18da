import type { Evidence, Name } from "../../core/evidence/index.ts";
import type { Report } from "../../core/report.ts";
import type { TenantApiSpoke } from "../../core/spokes/tenant-schema.ts";
import {
  asJudged,
  type Cell,
  type CellState,
  type Grid,
  guessesGrid,
  hostsGrid,
  readsGrid,
  writesGrid,
} from "../../core/tenant/matrix.ts";
import { plural } from "../words/text.ts";
import { html, type Markup } from "./markup.ts";
import { exchangeCard } from "./tenant-exchange.ts";
import { said } from "./values.ts";

const STATES: Readonly<Record<CellState, { readonly mark: string; readonly word: string }>> = {
  answered: { mark: "\u2713", word: "answered" },
  refused: { mark: "\u2013", word: "refused" },
  wrong: { mark: "\u2715", word: "not as it should be" },
  leak: { mark: "!", word: "shows another tenant" },
  open: { mark: "\u00b7", word: "neither guide nor settings say what should come" },
  unknown: { mark: "?", word: "not known" },
};

const cellOf = (cell: Cell, id: string, first: boolean): Markup => {
  const { mark, word } = STATES[cell.state];
  const bad = cell.state === "wrong" || cell.state === "leak";
  return html`<td class="cell ${cell.state}${bad && " pressing"}${first && " first"}"><button type="button" popovertarget="${id}" aria-label="${word}: ${cell.row}, ${cell.column} at ${cell.at}">${mark}</button></td>`;
};

/** Heads in two rows: the tenant, and under it what was asked for there. */
const heads = ({ columns }: Grid, label: string): Markup => {
  const groups = [...Map.groupBy(columns, ({ at }) => at)];
  return html`<thead><tr><th rowspan="2" scope="col">${label}</th>${groups.map(([at, own]) => html`<th scope="colgroup" colspan="${own.length}" class="first">${at === "" ? "no tenant" : at}</th>`)}</tr>
<tr>${columns.map(({ at, column }, index) => html`<th scope="col" class="phase${columns[index - 1]?.at !== at && " first"}"><span>${column.replaceAll("_", " ")}</span></th>`)}</tr></thead>`;
};

const table = (name: string, grid: Grid, label: string, report: Report): Markup => {
  const placed = new Map<string, { cell: Cell; id: string }>();
  for (const cell of grid.cells) {
    const key = `${cell.row}\n${cell.at}\n${cell.column}`;
    if (!placed.has(key)) placed.set(key, { cell, id: `${name}-${placed.size}` });
  }
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table class="matrix tenant">
${heads(grid, label)}
<tbody>${grid.rows.map(
    (row) =>
      html`<tr><th scope="row">${row}</th>${grid.columns.map(({ at, column }, index) => {
        const found = placed.get(`${row}\n${at}\n${column}`);
        const first = grid.columns[index - 1]?.at !== at;
        return found ? cellOf(found.cell, found.id, first) : html`<td class="${first && "first"}"></td>`;
      })}</tr>`,
  )}</tbody></table></div>
${[...placed.values()].map(({ cell, id }) => exchangeCard(id, cell, report.reach))}`;
};

const legend = (grids: readonly Grid[]): Markup =>
  html`<ul class="legend">${(Object.keys(STATES) as CellState[])
    .filter((state) => grids.some(({ cells }) => cells.some((cell) => cell.state === state)))
    .map(
      (state) =>
        html`<li><span class="cell ${state}" aria-hidden="true">${STATES[state].mark}</span> ${STATES[state].word}</li>`,
    )}</ul>`;

/** Exchanges that a failing row about tenants cites. */
const citedIn = ({ readiness }: Report): ReadonlySet<string> =>
  new Set(
    readiness.verdicts
      .filter(({ check, outcome }) => outcome === "fail" && check.includes("/tenant-"))
      .flatMap(({ exchanges = [], cases = [] }) => [
        ...exchanges,
        ...cases.flatMap((one) => (one.outcome === "fail" ? (one.exchanges ?? []) : [])),
      ]),
  );

const aftermath = (writes: Evidence["tenant.writes"] | undefined): Markup | false => {
  const left = writes?.left ?? [];
  return (
    left.length > 0 &&
    html`<h3>Left behind</h3><ul class="plain">${left.map(({ what, because }) => html`<li>${said(what ?? "")} <span class="note">${said(because ?? "")}</span></li>`)}</ul>`
  );
};

const realComposer = (client: Evidence["tenant.composer_client"] | undefined): Markup | false => {
  if (!client) return false;
  const told =
    client.untried !== undefined
      ? `Not tried: ${client.untried}`
      : `${client.version ?? "Composer"} at ${client.at}: ${client.exit === 0 ? `lists ${(client.listed ?? []).join(", ")}` : `ended with ${client.exit}: ${client.said ?? ""}`}`;
  return html`<h3>A real Composer</h3><p class="note">${said(told)}</p>`;
};

const isRight = ({ cells }: Grid): boolean =>
  cells.every(({ state }) => state === "answered" || state === "refused");

/** A long table in which everything is right is folded: its reader looks for what is not. */
const block = (title: string, body: Markup, folded: Grid | undefined): Markup =>
  folded
    ? html`<h3>${title}</h3><details class="fold"><summary>${plural(folded.rows.length, "way")} tried, ${plural(folded.cells.length, "request")}, none of them got more than its own tenant</summary>${body}</details>`
    : html`<h3>${title}</h3>${body}`;

const sections = (report: Report, spoke: TenantApiSpoke): Markup | false => {
  const seen = <N extends Name>(name: N): Evidence[N] | undefined => {
    const found = report.evidence[report.readiness.spoke]?.[name];
    return found?.is === "seen" ? (found.value as Evidence[N]) : undefined;
  };
  const cited = citedIn(report);
  const [writes, composer] = [seen("tenant.writes"), seen("tenant.composer")];
  const grids = [
    ["Who reads", "reads", readsGrid(seen("tenant.reads"), composer, spoke), false],
    [`Who writes at ${spoke.tenants.first.subdomain}`, "writes", writesGrid(writes, spoke), false],
    ["Guessing at the other tenant", "guesses", guessesGrid(seen("tenant.guesses")), true],
    ["A Host of its own making", "hosts", hostsGrid(seen("tenant.hosts")), true],
  ] as const;
  const judged = grids.map(([title, name, grid, long]) => ({
    title,
    name,
    long,
    grid: asJudged(grid, cited),
  }));
  const shown = judged.filter(({ grid }) => grid.cells.length > 0);
  if (shown.length === 0) return false;
  return html`<section aria-labelledby="tenants">
<h2 id="tenants">Tenants</h2>
<p class="intro">Every caller at every tenant, over every API. A cell opens the exchange behind it; a framed one is not as it should be.</p>
${legend(shown.map(({ grid }) => grid))}
${shown.map(({ title, name, grid, long }) => block(title, table(name, grid, title, report), long && isRight(grid) ? grid : undefined))}
${realComposer(seen("tenant.composer_client"))}
${aftermath(writes)}
</section>`;
};

/** The isolation matrix of a package registry; nothing for spokes of another kind. */
export const tenants = (report: Report): Markup | false => {
  const subject = report.subjects.find(({ id }) => id === report.readiness.spoke);
  if (subject?.kind !== "tenant-api") return false;
  try {
    return sections(report, subject.spoke);
  } catch {
    // Evidence of a shape that the matrix cannot read must not cost the reader the rest of the report.
    return false;
  }
};
