/** Text from systems under test is hostile: nothing here trusts it, and nothing here changes what it says. */

const C0 = 0x2400;
const hex = (code: number) => `\\u${code.toString(16).padStart(4, "0")}`;

/** Direction overrides, invisible joiners and the like: they make a reader see what is not there. */
const DECEPTIVE =
  /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\u007f-\u009f]/g;

/** Makes control characters and direction overrides visible instead of effective; keeps line breaks and tabs. */
export const clean = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n/g, "\n")
    .replace(CONTROL, (char) => {
      const code = char.charCodeAt(0);
      return code < 0x20 ? String.fromCharCode(C0 + code) : code === 0x7f ? "\u2421" : hex(code);
    })
    .replace(DECEPTIVE, (char) => hex(char.charCodeAt(0)));

/** As `clean`, on one line. */
export const oneLine = (text: string): string =>
  clean(text).replace(/\n/g, "\u2424").replace(/\t/g, "\u2409");

/** Keeps the beginning; says how much is left out. Never cuts a surrogate pair. */
export const cut = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit).replace(/[\ud800-\udbff]$/, "");
  return `${kept}\u2026 (${(text.length - kept.length).toLocaleString("en")} more characters)`;
};

const LIMIT = 8_000;

/** Breaks a cycle instead of throwing: a report is told whatever a check put into it. */
const json = (value: unknown, indent?: number): string => {
  try {
    return JSON.stringify(value, undefined, indent) ?? String(value);
  } catch (error) {
    return `(cannot be shown: ${error instanceof Error ? error.message : String(error)})`;
  }
};

/** A value as a person reads it: strings in quotes, so that "3600" is not 3600; an absent one says so. */
export const showValue = (value: unknown, layout: "line" | "block" = "line", limit = LIMIT): string => {
  if (value === undefined) return "(absent)";
  if (typeof value === "string") {
    const shown = clean(cut(value, limit));
    return `"${layout === "line" ? oneLine(shown) : shown}"`;
  }
  const text = clean(cut(json(value, layout === "block" ? 2 : undefined), limit));
  return layout === "line" ? oneLine(text) : text;
};

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** "2.4 s", "3 min", "5 h", "2 days": how long between two instants; undefined when one is no date. */
export const between = (from: string | undefined, to: string): string | undefined => {
  if (from === undefined) return undefined;
  const ms = Date.parse(to) - Date.parse(from);
  if (Number.isNaN(ms)) return undefined;
  const s = Math.abs(ms) / 1000;
  if (s < 1) return `${Math.round(s * 1000)} ms`;
  if (s < 90) return `${s.toFixed(s < 10 ? 1 : 0)} s`;
  if (s < 5400) return `${Math.round(s / 60)} min`;
  return s < 172_800 ? `${Math.round(s / 3600)} h` : `${Math.round(s / 86_400)} days`;
};

/** "2026-11-22 19:30:05 UTC"; what is no date is shown as it stands. */
export const instant = (iso: string): string => {
  const at = Date.parse(iso);
  return Number.isNaN(at)
    ? oneLine(cut(iso, 40))
    : `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
};
