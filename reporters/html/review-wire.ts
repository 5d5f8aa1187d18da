import type { Evidence } from "../../core/evidence/index.ts";
import type { Report } from "../../core/report.ts";
import type { TruthRow } from "../../core/tripwire/truth.ts";
import { discoveryFetches, type Wire, wireFor } from "../../core/tripwire/wire.ts";
import { plural } from "../words/text.ts";
import { answerCard } from "./answer-card.ts";
import { html, type Markup } from "./markup.ts";
import { table } from "./tables.ts";
import { STANDING_TONES } from "./tripwire.ts";

const PHASES: Readonly<Record<string, string>> = {
  registration: "at its registration",
  start: "at the start of a login",
  callback: "when a login came back",
  after: "afterwards",
};
const phaseWords = (phase: string): string => PHASES[phase] ?? phase;

const came = ({ came: all }: Wire): Markup => {
  if (all.length === 0) return html`<li>no request came</li>`;
  const byPhase = [...Map.groupBy(all, ({ phase }) => phase)];
  return html`${byPhase.map(
    ([phase, of]) =>
      html`<li>${phaseWords(phase)}: ${of.map(({ at, times }, index) => html`${index > 0 && ", "}${at.startsWith("poisoned") ? html`<strong>${at}</strong>` : at}${times > 1 && ` \u00d7${times}`}`)}</li>`,
  )}`;
};

const logins = ({ logins: all }: Wire): Markup | false =>
  all.length > 0 &&
  html`${all.map(({ name, letIn, exchanges }) => html`<li>login \u201c${name}\u201d: ${letIn ? "let in" : "not let in"}${exchanges.map((id) => html` <code class="chip">${id}</code>`)}</li>`)}`;

const one = (report: Report, name: string, wire: Wire): Markup => {
  const { registered } = wire;
  const answered =
    registered?.exchange !== undefined &&
    html` (${answerCard(name, `Registration with ${wire.where}`, registered, report.reach)} answered ${registered.status ?? registered.error?.code ?? "nothing"})`;
  return html`<div class="wire"><strong>${wire.where}</strong>${answered}<ul class="plain">${came(wire)}${logins(wire)}</ul></div>`;
};

/** What came over the wire for each setting, with the requests that prove it. */
export const tellWire = (
  report: Report,
  settings: Evidence["tripwire.settings"],
  rows: readonly TruthRow[],
): Markup => {
  const fetches = discoveryFetches(settings);
  return html`<h3>What was seen on the wire</h3>
<p class="note">Requests of the backend that reached the tripwire, by setting. <strong>Poisoned</strong> ones came to an address that only the discovery document names. A button opens what was sent at registration and what was answered; the other exchanges are in exchanges.har.</p>
${table(
  "What was seen on the wire for each setting",
  ["Setting", "Standing", "Requests that show it"],
  rows.map(({ field, standing }) => [
    field,
    html`<span class="tag ${STANDING_TONES[standing]}">${standing}</span>`,
    wireFor(settings, field).map((wire, index) => one(report, `wire-${field}-${index}`, wire)),
  ]),
)}
<p class="note">${
    fetches.length === 0
      ? "No discovery document was fetched at any time."
      : html`A discovery document was fetched ${fetches.map(({ phase, times }, index) => html`${index > 0 && ", "}${phaseWords(phase)} (${plural(times, "time")})`)}.`
  }</p>`;
};
