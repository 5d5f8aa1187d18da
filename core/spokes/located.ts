import { Alias, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { dotted, type Path, type SettingsError } from "./errors.ts";
import { structureFaults, syntaxFault } from "./yaml-faults.ts";

const LARGEST = 1024 * 1024;
const MOST_ALIASES = 20;

/** What to write instead, for what the parser gives up on only when it unfolds the document. */
const insteadOf = (error: unknown): string => {
  if (error instanceof RangeError) return "less nesting";
  return error instanceof Error && error.message.includes("alias count")
    ? `fewer aliases (*) of parts that hold aliases themselves: at most ${MOST_ALIASES} when all are unfolded`
    : "no alias (*) inside its own anchor (&)";
};

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A document that was read, which knows where each of its values stands. */
export interface Located {
  readonly file: string;
  readonly value: unknown;
  /** of a value; of the nearest value above it where it is missing */
  readonly placeOf: (path: Path) => Place;
  /** of the key itself rather than its value */
  readonly keyPlaceOf: (path: Path) => Place;
  readonly has: (path: Path) => boolean;
  /** the value as it was written, without its quotes; undefined where there is none or it is a map or list */
  readonly sourceOf: (path: Path) => string | undefined;
}

interface Found {
  readonly node: Node | null;
  readonly key: Node | undefined;
}
type Root = ReturnType<typeof parseDocument>;

const follow = (root: Root, path: Path): Found | undefined => {
  const real = (node: unknown): Node | null =>
    isAlias(node) ? (node.resolve(root) ?? null) : ((node ?? null) as Node | null);
  let found: Found = { node: real(root.contents), key: undefined };
  for (const step of path) {
    const node = real(found.node);
    if (isSeq(node)) {
      if (typeof step !== "number" || step >= node.items.length) return undefined;
      found = { node: (node.items[step] ?? null) as Node | null, key: undefined };
    } else if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) return undefined;
      found = { node: pair.value as Node | null, key: pair.key as Node };
    } else return undefined;
  }
  return found;
};

const locate = (root: Root, lines: LineCounter, file: string, value: unknown): Located => {
  const at = (offset: number | undefined): Place => {
    const { line, col } = lines.linePos(offset ?? 0);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const start = ({ node, key }: Found) => node?.range?.[0] ?? key?.range?.[0];
  const placeOf = (path: Path): Place => {
    const found = follow(root, path);
    if (found !== undefined) return at(start(found));
    const parent = follow(root, path.slice(0, -1));
    return parent === undefined && path.length > 0
      ? placeOf(path.slice(0, -1))
      : keyPlaceOf(path.slice(0, -1));
  };
  const keyPlaceOf = (path: Path): Place => {
    const found = follow(root, path);
    return found === undefined ? placeOf(path) : at(found.key?.range?.[0] ?? start(found));
  };
  return {
    file,
    value,
    placeOf,
    keyPlaceOf,
    has: (path) => follow(root, path) !== undefined,
    sourceOf: (path) => {
      const found = follow(root, path);
      const node = found?.node;
      const real = node instanceof Alias ? node.resolve(root) : node;
      if (found !== undefined && (real === null || real === undefined)) return "";
      return isScalar(real) ? String(real.value ?? "") : undefined;
    },
  };
};

export type Read =
  | { readonly ok: true; readonly document: Located }
  | { readonly ok: false; readonly errors: SettingsError[] };

/** YAML 1.2 (and so JSON) without tags, of at most 1 MiB and few aliases; every refusal says where. Never throws. */
export const readYaml = (text: string, file: string): Read => {
  const refuse = (place: Place, written: string, expected: string, path: Path = []): SettingsError => ({
    file,
    ...place,
    path: dotted(path),
    written,
    expected,
  });
  const begin = { line: 1, column: 1 };
  const bytes = Buffer.byteLength(text);
  if (bytes > LARGEST) {
    return { ok: false, errors: [refuse(begin, `${bytes} bytes`, `at most ${LARGEST} bytes`)] };
  }
  const lines = new LineCounter();
  try {
    // the library's own uniqueKeys compares every pair of keys: minutes for a hostile file
    const root = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
      schema: "core",
      customTags: [],
      logLevel: "error",
    });
    const place = (offset: number): Place => {
      const { line, col } = lines.linePos(offset);
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    // one broken line makes the parser complain about all that follow
    const faults = [...root.errors, ...root.warnings].slice(0, 1).map(syntaxFault);
    const all = faults.length > 0 ? faults : structureFaults(root, MOST_ALIASES);
    if (all.length > 0) {
      return {
        ok: false,
        errors: all
          .slice(0, 20)
          .map((fault) => refuse(place(fault.offset), fault.written, fault.expected, fault.path)),
      };
    }
    const value: unknown = root.toJS({ maxAliasCount: MOST_ALIASES });
    return { ok: true, document: locate(root, lines, file, value) };
  } catch (error) {
    return { ok: false, errors: [refuse(begin, "the whole file", insteadOf(error))] };
  }
};
