import { blocksOf, spread } from "./redact-fragments.ts";

/** Knows every secret of a run and takes it out of text, in whatever encoding it turns up. */
export interface Taint {
  /** Makes a value a needle in all its encodings. Values under four characters are no secrets. */
  readonly taint: (value: string, label: string) => void;
  /** The text with every needle replaced by `‹label›`; JSON stays JSON. */
  readonly scrub: (text: string) => string;
  /** Labels of the needles that are still in the text; empty when it is clean. */
  readonly survivors: (text: string) => readonly string[];
}

interface Needle {
  readonly text: string;
  readonly label: string;
  /** short values hit only where no letter or digit touches them: "test" is not in "latest" */
  readonly alone: boolean;
  /** it is a piece of this secret, from this place on */
  readonly part?: { readonly of: string; readonly offset: number };
}

/** Needles of one beginning and one length, by text: one look-up, however many tokens begin alike. */
interface Shelf {
  readonly length: number;
  readonly parts: boolean;
  readonly byText: Map<string, Needle>;
}

/** A place in a text that is taken out. */
interface Hit {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly part: boolean;
}

const SHORTEST = 4;
const SHORT = 8;
const JWT = /eyJ[\w-]{6,}(?:\.[\w-]*){1,4}/g;
const TABLE = 1 << 20;

const word = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
/** Takes one more character into the hash of the last four: what came before them has been shifted out. */
const roll = (hash: number, code: number): number => ((hash << 5) ^ code) & (TABLE - 1);

/** What is certain of the base64 of a value whose neighbours are not known, for each of the three alignments. */
const base64Cores = (value: string, encoding: "base64" | "base64url"): string[] => {
  const bytes = Buffer.from(value);
  return [0, 1, 2].map((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
    const whole = Math.floor((padded.length * 8) / 6);
    return padded.toString(encoding).slice(Math.ceil((shift * 8) / 6), whole);
  });
};

const percent = (value: string): string => {
  try {
    return encodeURIComponent(value);
  } catch {
    return value; // a lone surrogate has no URL form
  }
};

/** Most secrets are letters, digits and dashes: they look the same in a URL, in JSON and in HTML. */
const UNRESERVED = /^[\w.-]+$/;

/** As it stands in JSON, and in JSON that stands in JSON: a body within evidence within a report. */
const inJson = (value: string): readonly string[] => {
  const once = JSON.stringify(value).slice(1, -1);
  if (once === value) return [value];
  const twice = JSON.stringify(once).slice(1, -1);
  return [once, twice, JSON.stringify(twice).slice(1, -1)];
};

const writtenOut = (value: string): string[] => {
  if (UNRESERVED.test(value)) return [value];
  const url = percent(value);
  const form = new URLSearchParams({ v: value }).toString().slice(2);
  return [
    value,
    url,
    form,
    ...inJson(value),
    url.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
    percent(url),
    percent(form),
    value.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;"),
  ];
};

const encodings = (value: string): Set<string> => {
  const plain = writtenOut(value);
  const hex = Buffer.from(value).toString("hex");
  const coded = plain
    .slice(0, 3)
    .flatMap((one) => [...base64Cores(one, "base64"), ...base64Cores(one, "base64url")]);
  const escaped = coded.filter((one) => /[+/]/.test(one)).map(percent);
  const long = [...coded, ...escaped, hex, hex.toUpperCase()].filter((one) => one.length >= SHORT);
  return new Set([...plain, ...long]);
};

/** A registry of secrets. Adding is cheap; scrubbing is one pass over the text whatever the number of secrets. */
export const createTaint = (): Taint => {
  // A table of four-character beginnings keeps the pass over clean text at a few instructions a character.
  const table = new Uint8Array(TABLE);
  const needles = new Map<string, Shelf[]>();
  const known = new Set<string>();
  const tainted = new Set<string>();

  const add = (text: string, label: string, part?: Needle["part"]): void => {
    if (text.length < SHORTEST || known.has(text)) return;
    known.add(text);
    const start = text.slice(0, SHORTEST);
    const parts = part !== undefined;
    const shelves = needles.get(start) ?? [];
    let shelf = shelves.find((one) => one.length === text.length && one.parts === parts);
    if (!shelf) {
      shelf = { length: text.length, parts, byText: new Map() };
      shelves.push(shelf);
      // Whole secrets before pieces, longer ones before shorter.
      shelves.sort((a, b) => Number(a.parts) - Number(b.parts) || b.length - a.length);
    }
    shelf.byText.set(text, { text, label, alone: text.length < SHORT, ...(part && { part }) });
    needles.set(start, shelves);
    let hash = 0;
    for (let at = 0; at < SHORTEST; at++) hash = roll(hash, text.charCodeAt(at));
    table[hash] = 1;
  };

  const touched = (text: string, at: number, end: number): boolean =>
    (at > 0 && word(text.charCodeAt(at - 1))) || word(text.charCodeAt(end));

  const hitAt = (text: string, at: number): Needle | undefined => {
    for (const { length, byText } of needles.get(text.slice(at, at + SHORTEST)) ?? []) {
      const hit = byText.get(text.slice(at, at + length));
      if (hit && !(hit.alone && touched(text, at, at + length))) return hit;
    }
    return undefined;
  };

  const taint = (value: string, label: string): void => {
    if (value.length < SHORTEST || tainted.has(value)) return;
    // A few digits are in every document (ports, times, counts): hiding them would break the evidence, not keep a secret.
    if (value.length < SHORT && /^\d+$/.test(value)) return;
    tainted.add(value);
    const clean = label.replace(/[^\w .-]/g, "_");
    for (const form of value.length < SHORT ? [value, percent(value)] : encodings(value)) add(form, clean);
    // The header of a JWT is the same for all tokens and no secret; its claims and signature are.
    const parts = value.split(".");
    if (value.startsWith("eyJ") && parts.length >= 3) {
      for (const part of parts.slice(1)) if (part.length >= SHORT) add(part, clean);
    }
    // What is cut off is no longer the secret, and is told as that: a value that came back cut is another value.
    const secrets = value.startsWith("eyJ") && parts.length >= 3 ? parts.slice(1) : [value];
    for (const of of new Set(secrets.flatMap((one) => [one, ...inJson(one)]))) {
      for (const { text, offset } of blocksOf(of)) add(text, `part of ${clean}`, { of, offset });
    }
  };

  /** Calls for every needle in the text, from left to right, never two for the same place. */
  const eachHit = (text: string, found: (hit: Hit) => void): void => {
    let hash = 0;
    let next = 0;
    for (let end = 0; end < text.length; end++) {
      hash = roll(hash, text.charCodeAt(end));
      const at = end - SHORTEST + 1;
      if (table[hash] === 0 || at < next) continue;
      const hit = hitAt(text, at);
      if (!hit) continue;
      const { label, part } = hit;
      const place = part
        ? spread(text, at, { text: hit.text, offset: part.offset }, part.of)
        : { from: at, to: at + hit.text.length };
      found({ label, from: Math.max(place.from, next), to: place.to, part: part !== undefined });
      next = place.to;
      end = next - 1;
    }
  };

  const scrub = (text: string): string => {
    let out = "";
    let kept = 0;
    eachHit(text, ({ label, from, to }) => {
      out += `${text.slice(kept, from)}‹${label}›`;
      kept = to;
    });
    return (kept === 0 ? text : out + text.slice(kept)).replace(JWT, "‹jwt›");
  };

  const survivors = (text: string): readonly string[] => {
    const found = new Set<string>();
    eachHit(text, ({ label, part }) => {
      if (!part) found.add(label);
    });
    if (text.search(JWT) >= 0) found.add("jwt");
    return [...found];
  };

  return { taint, scrub, survivors };
};

// Built from code points: control characters in the source would be invisible to its reader.
const range = (from: number, to: number): string =>
  `${String.fromCodePoint(from)}-${String.fromCodePoint(to)}`;
const ESCAPES = new RegExp(
  `${String.fromCodePoint(0x1b)}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${String.fromCodePoint(0x07)}${String.fromCodePoint(0x1b)}]*(?:${String.fromCodePoint(0x07)}|${String.fromCodePoint(0x1b)}\\\\)?|[@-Z\\\\-_])`,
  "g",
);
const HIDDEN = new RegExp(
  `[${range(0x00, 0x08)}${range(0x0b, 0x1f)}${range(0x7f, 0x9f)}${range(0x200b, 0x200f)}${range(0x2028, 0x202e)}${range(0x2060, 0x2069)}${String.fromCodePoint(0xfeff)}]`,
  "g",
);

/** Text of a system under test, fit for a terminal: no escape sequences, control or direction characters. */
export const plain = (text: string): string => text.replace(ESCAPES, "").replace(HIDDEN, "");
