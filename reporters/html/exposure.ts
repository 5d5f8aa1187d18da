import type { Report } from "../../core/report.ts";
import { type Exposed, exposuresOf, hostsMet } from "../words/exposure.ts";
import { html, type Markup } from "./markup.ts";
import { frame } from "./picture.ts";
import { table } from "./tables.ts";

const TAGS: Readonly<Record<string, string>> = { backend: "bad", vendor: "bad", foreign: "wait" };
const HIDDEN = ["backend", "vendor"];

const hopWords = (hop: number | undefined): string => {
  if (hop === undefined) return "no hop explains it";
  return hop === 0 ? "before the first hop" : `hop ${hop}`;
};

/** The exposures of one page, beside its picture. */
const exposed = (spoke: string, { picture, list }: Exposed): Markup => {
  const shown = picture && frame(spoke, picture);
  return html`<div class="exposed"><div class="film">${shown || html`<p class="note">No picture: none was taken after it.</p>`}</div><ul class="plain">${list.map(
    ({ hop, via, host, whose, actual }) =>
      html`<li><span class="tag bad">${hopWords(hop)}</span> ${via}: <code>${host}</code> (${whose})<br><code>${actual}</code></li>`,
  )}</ul></div>`;
};

/** Every exposure of the first login with its hop and its picture, and every host that the browser met. Nothing when no browser looked. */
export const exposure = (report: Report): Markup | false => {
  const hosts = hostsMet(report);
  if (hosts.length === 0) return false;
  const groups = exposuresOf(report);
  const count = groups.reduce((sum, { list }) => sum + list.length, 0);
  const elsewhere = hosts.some(({ of }) => HIDDEN.includes(of));
  const said =
    count > 0
      ? `The first login met a host that a user must never see ${count === 1 ? "once" : `${count} times`}.`
      : elsewhere
        ? "The first login met none that a user must never see; another walk did, as the table tells."
        : "None of them is the issuer's or a vendor's.";
  return html`<section aria-labelledby="exposure">
<h2 id="exposure">Exposure</h2>
<p class="intro">Every host that the browser met: by request, redirect, frame, script, cookie, Referer, link or stored value. ${said}</p>
${groups.map((group) => exposed(report.readiness.spoke, group))}
${table(
  "Hosts the browser met",
  ["Host", "Class", "In the address bar", "Met as", "For example"],
  hosts.map(({ host, of, whose, as, shown, examples }) => [
    html`<code>${host}</code>`,
    TAGS[of] ? html`<span class="tag ${TAGS[of]}">${of}: ${whose}</span>` : `${of}: ${whose}`,
    shown ? "yes" : "no",
    as,
    html`<ul class="plain">${examples.map((one) => html`<li><code>${one}</code></li>`)}</ul>`,
  ]),
)}
</section>`;
};
