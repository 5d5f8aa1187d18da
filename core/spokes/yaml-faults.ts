import { isPair, isScalar, isSeq, type parseDocument, visit, type YAMLError } from "yaml";
import { type Path, quoted } from "./errors.ts";

export interface Fault {
  /** characters from the start of the text */
  readonly offset: number;
  readonly path?: Path;
  readonly written: string;
  readonly expected: string;
}

/** Our own words by the parser's code: its messages may repeat what was written, and that may be a secret. */
const WORDS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "spaces for indentation; YAML allows no tabs there",
  MULTIPLE_DOCS: "one document: remove the line with ---",
  BAD_INDENT: "an indentation that lines up with the lines above, and every bracket closed",
  MISSING_CHAR: "a closing quote, bracket or colon before this place",
  BLOCK_AS_IMPLICIT_KEY: "one key and one value a line; put a value that holds a colon in quotes",
  MULTILINE_IMPLICIT_KEY: "a key on one line, followed by a colon",
  KEY_OVER_1024_CHARS: "a key of at most 1024 characters",
  TAG_RESOLVE_FAILED: "a plain value: tags (!...) are not read here",
  BAD_ALIAS: "a plain value, or in quotes when it begins with * or &",
  BAD_DQ_ESCAPE: 'a known escape in this text in double quotes, such as \\n or \\"',
  BAD_SCALAR_START: "a value in quotes when it begins with @ or `",
  BAD_DIRECTIVE: "no directives (%...)",
};

export const syntaxFault = ({ code, pos }: Pick<YAMLError, "code" | "pos">): Fault => ({
  offset: pos[0],
  written: "text that is not YAML",
  expected: WORDS[code] ?? "YAML: keys, values and lists as in the lines around",
});

/** What YAML allows and settings do not: keys twice, keys that are lists or maps, aliases without anchor or too many. */
export const structureFaults = (root: ReturnType<typeof parseDocument>, mostAliases: number): Fault[] => {
  const faults: Fault[] = [];
  let aliases = 0;
  visit(root, {
    Alias: (_key, alias) => {
      aliases += 1;
      const offset = alias.range?.[0] ?? 0;
      if (aliases > mostAliases) {
        faults.push({
          offset,
          written: "an alias (*)",
          expected: `at most ${mostAliases} aliases in one file`,
        });
        return visit.BREAK;
      }
      if (alias.resolve(root) === undefined) {
        faults.push({ offset, written: "an alias (*)", expected: "an anchor (&) of that name before it" });
      }
      return undefined;
    },
    Map: (_key, map, ancestors) => {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const offset = (isScalar(key) ? key.range?.[0] : map.range?.[0]) ?? 0;
        const name = isScalar(key) ? String(key.value) : undefined;
        if (name === undefined)
          faults.push({ offset, written: "a list or map", expected: "a plain name as key" });
        else if (seen.has(name)) {
          faults.push({
            offset,
            path: [...pathTo([...ancestors, map]), name],
            written: `the key ${quoted(name)} twice in one place`,
            expected: "each key once",
          });
        } else seen.add(name);
      }
    },
  });
  return faults;
};

/** The keys and numbers that lead through these nodes. */
const pathTo = (nodes: readonly unknown[]): Path =>
  nodes.flatMap((node, i): (string | number)[] => {
    const parent = nodes[i - 1];
    if (isPair(node)) return isScalar(node.key) ? [String(node.key.value)] : [];
    return isSeq(parent) ? [parent.items.indexOf(node)] : [];
  });
