import { type CurlReach, curlOf } from "../../core/curl.ts";
import type { Question } from "../../core/evidence/tenant.ts";
import type { Cell } from "../../core/tenant/matrix.ts";
import { cut } from "../words/text.ts";
import { html, type Markup } from "./markup.ts";

const BODY = 600;
/** Addresses in an answer are somebody's; those that spokes.yaml names are told by the verdicts. */
const EMAIL = /[\w.+-]+@([\w-]+\.)+\w+/g;

const WANTED = {
  answered: "an answer",
  refused: "a refusal",
  open: "not said by guide or settings",
} as const;

const AFTERWARDS = { there: "it is there", gone: "it is not there" } as const;
/** What the tenant's own list showed after a write. */
const afterwards = (question: Question): string | undefined => {
  const { after } = question as { readonly after?: unknown };
  return after === "there" || after === "gone" ? AFTERWARDS[after] : undefined;
};

const shownIn = ({ shows = {} }: Question): string =>
  Object.entries(shows)
    .map(([tenant, what]) => `${tenant}: ${what.join(", ")}`)
    .join("; ");

/** One exchange, opened from its cell by the browser itself. */
export const exchangeCard = (
  id: string,
  { row, column, at, want, question }: Cell,
  reach?: CurlReach,
): Markup => {
  const { answer, unreached } = question;
  const body = answer?.body?.replace(EMAIL, "\u2039email\u203a") ?? "";
  const curl = answer && curlOf(answer, reach);
  const shown = shownIn(question);
  return html`<div class="card" id="${id}" popover>
<p><strong>${row}</strong> ${column}${at !== "" && html` at <code>${at}</code>`}</p>
<dl class="facts">
<dt>Should come</dt><dd>${WANTED[want]}</dd>
<dt>Came</dt><dd>${unreached ?? (answer?.status === undefined ? (answer?.error?.code ?? "nothing") : `status ${answer.status}`)}</dd>
${afterwards(question) && html`<dt>Afterwards</dt><dd>${afterwards(question)}, by the tenant's own list</dd>`}
${shown !== "" && html`<dt>Shows</dt><dd>${shown}</dd>`}
${body !== "" && html`<dt>Answer</dt><dd><pre class="value">${cut(body, BODY)}</pre></dd>`}
${curl && html`<dt>By hand</dt><dd><code class="command">${cut(curl, 2_000)}</code></dd>`}
${answer?.exchange !== undefined && html`<dt>Seen in</dt><dd><code class="chip">${answer.exchange}</code> <span class="note">of exchanges.har</span></dd>`}
</dl></div>`;
};
