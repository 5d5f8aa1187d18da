import type { Screenshot } from "../../core/report.ts";
import { html, type Markup, verbatim } from "./markup.ts";

const PICTURE = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

/** Where the picture lies, seen from the report: both are in the folder of the spoke. */
const beside = (spoke: string, path: string): Markup | false => {
  const parts = path.split(/[\\/]/);
  const own = parts[0] === spoke ? parts.slice(1) : parts;
  const plain = own.length > 0 && own.every((part) => /^[\w-][\w.-]*$/.test(part));
  return plain && html` <code class="file">${own.join("/")}</code>`;
};

/** Only pictures that came along: a report in one file points at no other file. */
export const frame = (spoke: string, { path, caption, data }: Screenshot): Markup | false => {
  const picture = data !== undefined && PICTURE.test(data) && verbatim(data);
  return (
    picture &&
    html`<figure><img src="${picture}" alt="Screenshot: ${caption}" loading="lazy" decoding="async"><figcaption>${caption}${beside(spoke, path)}</figcaption></figure>`
  );
};
