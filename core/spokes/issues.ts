import type { z } from "zod";
import { nearest } from "../nearest.ts";
import { dotted, harmless, type Path, quoted, type SettingsError } from "./errors.ts";
import type { Located } from "./located.ts";
import { type Shape, shapeAt } from "./schema-walk.ts";
import { writtenAt } from "./written.ts";

type Issue = z.core.$ZodIssue;

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "keys and values",
  record: "keys and values",
};
const TRUTHS: Readonly<Record<string, string>> = {
  yes: "true",
  on: "true",
  no: "false",
  off: "false",
};
/** What zod says when a shape has no words of its own. */
const UNTOLD = /^(Invalid|Too |Unrecognized)/;

const oneOf = (values: readonly unknown[]): string =>
  values.length === 1 ? String(values[0]) : `one of: ${values.map(String).join(", ")}`;

const bound = (issue: Issue): string | undefined => {
  if (issue.code === "too_small") return `${issue.inclusive ? "at least" : "more than"} ${issue.minimum}`;
  if (issue.code === "too_big") return `${issue.inclusive ? "at most" : "less than"} ${issue.maximum}`;
  return undefined;
};

const expectedBy = (issue: Issue): string => {
  if (!UNTOLD.test(issue.message)) return issue.message;
  if (issue.code === "invalid_type") return TYPES[issue.expected] ?? issue.expected;
  if (issue.code === "invalid_value") return oneOf(issue.values);
  if (issue.code === "invalid_union" && "options" in issue) return oneOf(issue.options as unknown[]);
  return bound(issue) ?? issue.message;
};

const valuesOf = (issue: Issue): string[] => {
  if (issue.code === "invalid_value") return issue.values.map(String);
  if (issue.code === "invalid_union" && "options" in issue) return (issue.options as unknown[]).map(String);
  return [];
};

/** zod's issues in words, each at its line; `root` is the JSON Schema of what was expected. */
export const tellIssues = (issues: readonly Issue[], document: Located, root: Shape): SettingsError[] => {
  const shape = (path: Path) => shapeAt(root, path, document.value);
  const error = (path: Path, place: { line: number; column: number }, rest: Words): SettingsError => ({
    file: document.file,
    ...place,
    path: dotted(path),
    ...rest,
  });

  const unknownKey = (parent: Path, key: string): SettingsError => {
    const siblings = shape(parent)?.properties ?? {};
    const valid = Object.keys(siblings);
    const inside = valid.find((name) => Object.hasOwn(siblings[name]?.properties ?? {}, key));
    const suggestion = nearest(key, valid)[0] ?? (inside && `${inside}.${key}`);
    return error([...parent, key], document.keyPlaceOf([...parent, key]), {
      written: `the key ${quoted(key)}`,
      expected: valid.length > 0 ? oneOf(valid) : "no such key",
      ...(suggestion && { suggestion }),
    });
  };

  const missing = (path: Path, issue: Issue): SettingsError => {
    const expected = shape(path)?.description ?? expectedBy(issue);
    return error(path, document.placeOf(path), {
      written: "nothing",
      expected: `the key ${quoted(String(path.at(-1)))}: ${expected}`,
    });
  };

  const one = (issue: Issue): SettingsError[] => {
    const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
    if (issue.code === "unrecognized_keys")
      return issue.keys.slice(0, MOST).map((key) => unknownKey(path, key));
    if (issue.code === "invalid_key") {
      const key = String(path.at(-1));
      const expected = issue.issues[0]?.message ?? "another key";
      return [error(path, document.keyPlaceOf(path), { written: `the key ${quoted(key)}`, expected })];
    }
    if (path.length > 0 && !document.has(path)) return [missing(path, issue)];
    const written = writtenAt(document, path, shape(path)?.pattern);
    const source = document.sourceOf(path);
    const suggestion =
      source === undefined || written.hidden
        ? undefined
        : issue.code === "invalid_type" && issue.expected === "boolean"
          ? TRUTHS[source.toLowerCase()]
          : nearest(source, valuesOf(issue))[0];
    const expected = harmless(expectedBy(issue));
    return [
      error(path, document.placeOf(path), {
        written: written.text,
        expected,
        ...(suggestion && { suggestion }),
      }),
    ];
  };

  const all = issues.slice(0, MOST).flatMap(one);
  // a misspelt key is also a missing one: told once
  const meant = new Set(
    all.flatMap((e) =>
      e.suggestion && e.written.startsWith("the key") ? [sibling(e.path, e.suggestion)] : [],
    ),
  );
  return all.filter((e) => e.written !== "nothing" || !meant.has(e.path)).slice(0, MOST);
};

const MOST = 50;
type Words = Pick<SettingsError, "written" | "expected" | "suggestion">;
const sibling = (path: string, name: string): string => {
  const dot = path.lastIndexOf(".");
  return dot < 0 ? name : `${path.slice(0, dot)}.${name}`;
};
