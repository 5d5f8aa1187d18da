import type { Report, Screenshot } from "../../core/report.ts";
import { html, type Markup, verbatim } from "./markup.ts";
import { draw } from "./sequence.ts";
import { stepsOf } from "./steps.ts";

const PICTURE = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

/** Where the picture lies, seen from the report: both are in the folder of the spoke. */
const beside = (spoke: string, path: string): Markup | false => {
  const parts = path.split(/[\\/]/);
  const own = parts[0] === spoke ? parts.slice(1) : parts;
  const plain = own.length > 0 && own.every((part) => /^[\w-][\w.-]*$/.test(part));
  return plain && html` <code class="file">${own.join("/")}</code>`;
};

/** Only pictures that came along: a report in one file points at no other file. */
const frame = (spoke: string, { path, caption, data }: Screenshot): Markup | false => {
  const picture = data !== undefined && PICTURE.test(data) && verbatim(data);
  return (
    picture &&
    html`<figure><img src="${picture}" alt="Screenshot: ${caption}" loading="lazy" decoding="async"><figcaption>${caption}${beside(spoke, path)}</figcaption></figure>`
  );
};

/** How the login went, drawn: who sent the browser where, and what it looked like. Nothing when nobody logged in. */
export const login = (report: Report): Markup | false => {
  const steps = stepsOf(report);
  const film = report.screenshots
    .map((one) => frame(report.readiness.spoke, one))
    .filter((one) => one !== false);
  if (steps.length === 0 && film.length === 0) return false;
  return html`<section aria-labelledby="login">
<h2 id="login">The login</h2>
${steps.length > 0 && html`<p class="intro">Who sent the browser where, in order. Green is Cargo, blue is the spoke, red is a host that a user must never see.</p>${draw(steps)}`}
${film.length > 0 && html`<h3>What the person saw</h3><div class="film">${film}</div>`}
</section>`;
};
