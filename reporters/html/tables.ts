import { type Child, html, type Markup } from "./markup.ts";

/** A table that scrolls by itself on a small screen; the first cell of each row is its heading. */
export const table = (label: string, heads: readonly string[], rows: readonly (readonly Child[])[]): Markup =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map(
    ([first, ...rest]) =>
      html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`;
