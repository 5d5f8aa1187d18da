export type Path = readonly (string | number)[];

/** One mistake in a settings file, told so that a person can mend it without reading code. */
export interface SettingsError {
  readonly file: string;
  /** both from 1 */
  readonly line: number;
  readonly column: number;
  /** dotted: `spokes[0].client.secret`; empty for the whole file */
  readonly path: string;
  /** what stands there, in quotes and cut; "(hidden)" where it may be a secret */
  readonly written: string;
  /** what to write instead, in words */
  readonly expected: string;
  /** the nearest valid name */
  readonly suggestion?: string;
}

/** Control, bidirectional and invisible characters are spelt out: what was written may be meant for the terminal. */
export const harmless = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);

export const cut = (text: string, length = 60): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

/** In quotes, cut, harmless. */
export const quoted = (text: string): string => `"${harmless(cut(text))}"`;

export const dotted = (path: Path): string =>
  path
    .map((step, i) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[\w$-]+$/.test(step)) return `[${quoted(step)}]`;
      return i === 0 ? step : `.${step}`;
    })
    .join("");

const tell = ({ file, line, column, path, written, expected, suggestion }: SettingsError): string =>
  [
    `${harmless(file)}:${line}:${column}${path && `  ${path}`}`,
    `  written:  ${written}`,
    `  expected: ${expected}`,
    ...(suggestion === undefined ? [] : [`  nearest:  ${suggestion}`]),
  ].join("\n");

/** For a terminal: each error with where, what was written, what to write. */
export const tellErrors = (errors: readonly SettingsError[]): string => errors.map(tell).join("\n\n");
