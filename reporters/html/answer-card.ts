import { type CurlReach, curlOf } from "../../core/curl.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import { cut, showValue } from "../words/text.ts";
import { html, type Markup } from "./markup.ts";

const BODY = 3_000;

const body = (term: string, text: string | undefined): Markup | false => {
  if (text === undefined || text === "") return false;
  let shown = text;
  try {
    shown = showValue(JSON.parse(text), "block");
  } catch {
    // not JSON: as it came
  }
  return html`<dt>${term}</dt><dd><pre class="value"><bdi>${cut(shown, BODY)}</bdi></pre></dd>`;
};

/** An exchange that opens from its name, without a script: what was sent, and what came. */
export const answerCard = (id: string, title: string, answer: Answer, reach?: CurlReach): Markup => {
  const curl = curlOf(answer, reach);
  return html`<button type="button" class="chip" popovertarget="${id}">${cut(answer.exchange ?? "exchange", 40)}</button><div class="card" id="${id}" popover>
<p><strong>${title}</strong></p>
<dl class="facts">
<dt>Request</dt><dd><code><bdi>${cut(`${answer.method ?? "GET"} ${answer.url ?? ""}`, 400)}</bdi></code></dd>
${body("Sent", answer.sent?.body)}
<dt>Came</dt><dd>${answer.status === undefined ? (answer.error?.code ?? "nothing") : `status ${answer.status}`}</dd>
${body("Answer", answer.body)}
${curl && html`<dt>By hand</dt><dd><code class="command">${cut(curl, 2_000)}</code></dd>`}
<dt>Seen in</dt><dd><code class="chip">${cut(answer.exchange ?? "", 80)}</code> <span class="note">of exchanges.har</span></dd>
</dl></div>`;
};
