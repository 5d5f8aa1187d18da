import { cut, oneLine } from "../words/text.ts";

/** Hostile text as a code span: no markup, mention or link in it has any effect, and a pipe ends no table cell. */
export const span = (text: string, limit = 200): string => {
  const line = oneLine(cut(text, limit)).replace(/\|/g, "\u2223");
  if (line.trim() === "") return "(empty)";
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = /^`|`$|^ .* $/.test(line) ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
};

/** A sentence that may hold words of others, as running text: everything Markdown or HTML could read is escaped. */
export const words = (text: string, limit = 600): string =>
  oneLine(cut(text, limit))
    .replace(/[\\`*_{}[\]#+|~]/g, (char) => `\\${char}`)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/@/g, "&#64;")
    .replace(/:\/\//g, "&#58;//")
    .replace(/www\./gi, "www&#46;");
