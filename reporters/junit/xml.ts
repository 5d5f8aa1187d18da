import { clean } from "../words/text.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text as XML 1.0 allows it: `clean` has made every forbidden character visible. */
export const escapeXml = (text: string): string =>
  clean(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? "");

/** In an attribute a line break would be read as a space. */
const attribute = (text: string): string => escapeXml(text).replace(/\n/g, "&#10;").replace(/\t/g, "&#9;");

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element; `inner` is XML already, text goes through `escapeXml` first. */
export const element = (name: string, attributes: Attributes, inner: readonly string[] = []): string => {
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${attribute(String(value))}"`)
    .join("");
  return inner.length === 0 ? `<${name}${given}/>` : `<${name}${given}>${inner.join("")}</${name}>`;
};
