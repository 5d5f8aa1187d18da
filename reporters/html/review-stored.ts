import type { Fate, StoredRow, StoredValue } from "../../core/tripwire/stored.ts";
import { showValue } from "../words/text.ts";
import { html, type Markup } from "./markup.ts";
import { table } from "./tables.ts";

const TONES: Readonly<Record<Fate, string>> = { kept: "good", dropped: "bad", changed: "bad" };
const WORDS: Readonly<Record<Fate, string>> = {
  kept: "as entered",
  dropped: "dropped without a word",
  changed: "changed",
};

/** An address of the harness is made up for each registration: its host and what it is for say all there is to say. */
const brief = (one: unknown): unknown => {
  const url = typeof one === "string" ? URL.parse(one) : null;
  if (url === null) return one;
  const [, , purpose] = url.pathname.split("/");
  return `${url.origin}/\u2026${purpose === undefined ? "" : `/${purpose}`}`;
};

const value = (one: unknown): Markup =>
  one === undefined
    ? html`<span class="note">nothing</span>`
    : html`<code><bdi>${typeof one === "string" ? one : showValue(one, "line", 200)}</bdi></code>`;

const fate = ({ fate: became, read, entered }: StoredValue): Markup => {
  if (became === undefined) {
    if (read !== undefined) return html`${value(read)} <span class="tag open">not entered</span>`;
    return html`<span class="note">${entered === undefined ? "" : "not read back"}</span>`;
  }
  const tag = html`<span class="tag ${TONES[became]}">${WORDS[became]}</span>`;
  return became === "changed" ? html`${tag} ${value(read)}` : tag;
};

/** What was entered and what is read back, field by field: a field that is dropped without a word is evidence. */
export const tellStored = (rows: readonly StoredRow[]): Markup =>
  html`<h3>What was set, and what is stored of it</h3>
<p class="note">Cargo's own provider as spokes.yaml has it, and the tripwire's registration, which is a clone of it with addresses of the harness. Read back through the backend's admin API.</p>
${table(
  "What was set and what is read back",
  [
    "Setting",
    "spokes.yaml",
    "Read back for Cargo's provider",
    "Entered for the tripwire",
    "Read back for the tripwire",
  ],
  rows.map(({ setting, real, clone }) => [
    setting,
    value(real.entered),
    fate(real),
    value(brief(clone.entered)),
    fate(clone),
  ]),
)}`;
