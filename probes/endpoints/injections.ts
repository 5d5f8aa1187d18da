import { parse } from "node-html-parser";
import type { Answer } from "../../core/evidence/piece.ts";

/** Ends attributes of either quote and begins an empty element: harmless, and seen where it is not written as text. */
export const markup = (name: string): string => `gates"'><wbr gates-${name}="1">`;
/** Ends a header and begins one of its own. */
export const lineBreak = (name: string): string => `gates\r\nX-Gates-${name}: 1`;

const PREFIX = "gates-";
const isHtml = ({ headers }: Answer): boolean => /\bhtml\b/i.test(headers?.["content-type"] ?? "");
const ours = (name: string): boolean => name.toLowerCase().startsWith(PREFIX);
const unprefixed = (name: string): string => name.toLowerCase().slice(PREFIX.length);

/** Parameters of which a part became an attribute, of an element of its own or of another, in one of these pages. */
export const becameMarkup = (answers: readonly Answer[]): string[] => {
  const names = answers.filter(isHtml).flatMap(({ body = "" }) =>
    body.includes(PREFIX)
      ? parse(body)
          .querySelectorAll("*")
          .flatMap((one) => Object.keys(one.rawAttributes))
      : [],
  );
  return [...new Set(names.filter(ours).map(unprefixed))].sort();
};

/** Parameters that one of these answers has as a header. */
export const becameHeader = (answers: readonly Answer[]): string[] => {
  const names = answers.flatMap(({ headers = {} }) => Object.keys(headers));
  return [...new Set(names.filter((name) => name.startsWith(`x-${PREFIX}`)).map((name) => name.slice(2)))]
    .map(unprefixed)
    .sort();
};
