import { styleText } from "node:util";
import type { Tone } from "../words/story.ts";

type Style = Parameters<typeof styleText>[0];
/** Colours when they are allowed; the text itself is clean before it comes here. */
export type Paint = (style: Style, text: string) => string;

export const painter =
  (colour: boolean): Paint =>
  (style, text) =>
    colour ? styleText(style, text, { validateStream: false }) : text;

export const TONES: Readonly<Record<Tone | "none", Style>> = {
  good: "green",
  bad: "red",
  wait: "yellow",
  open: "magenta",
  none: "gray",
};

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const NOTHING = /\p{Mn}|\p{Me}/u;

/** Columns that a text takes in a terminal: wide characters take two, combining marks none. */
export const columns = (text: string): number => {
  let width = 0;
  for (const char of text) width += NOTHING.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
};

const breakWord = (word: string, room: number): string[] => {
  const parts = [""];
  for (const char of word) {
    const last = parts.at(-1) ?? "";
    if (columns(last + char) > room && last !== "") parts.push(char);
    else parts[parts.length - 1] = last + char;
  }
  return parts;
};

/** Breaks between words, and within a word only when it alone is too long. */
export const wrap = (text: string, room: number): string[] => {
  const width = Math.max(room, 12);
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ").flatMap((one) => breakWord(one, width))) {
      if (line !== "" && columns(line) + 1 + columns(word) > width) {
        lines.push(line);
        line = word;
      } else {
        line = line === "" ? word : `${line} ${word}`;
      }
    }
    lines.push(line);
  }
  return lines;
};

/** Wrapped text behind a label that stands on its first line only. */
export const hang = (label: string, text: string, width: number, indent: number): string[] =>
  wrap(text, width - indent - columns(label)).map(
    (line, index) => " ".repeat(indent) + (index === 0 ? label : " ".repeat(columns(label))) + line,
  );
