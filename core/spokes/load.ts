import { contradictions, type Known } from "./cross-check.ts";
import { dotted, type Path, type SettingsError, tellErrors } from "./errors.ts";
import { tellIssues } from "./issues.ts";
import { spokesJsonSchema } from "./json-schema.ts";
import { readYaml } from "./located.ts";
import { type SpokesFile, spokesFile } from "./schema.ts";

export { type SettingsError, tellErrors };

export type Loaded =
  | {
      readonly ok: true;
      readonly file: SpokesFile;
      /** line, from 1, of a value or of the key that leads to it; undefined where the file does not state it */
      readonly lineOf: (path: Path) => number | undefined;
    }
  | { readonly ok: false; readonly errors: SettingsError[] };

/**
 * spokes.yaml from its text. Pure; never throws.
 * With `known`, names of test users and checks are looked up as well.
 */
export const loadSpokesFile = (text: string, fileName: string, known: Known = {}): Loaded => {
  const read = readYaml(text, fileName);
  if (!read.ok) return read;
  const { document } = read;
  const parsed = spokesFile.safeParse(document.value);
  if (!parsed.success) {
    return { ok: false, errors: tellIssues(parsed.error.issues, document, spokesJsonSchema()) };
  }
  const errors = contradictions(parsed.data, known).map(
    ({ path, key, ...words }): SettingsError => ({
      file: fileName,
      ...(key ? document.keyPlaceOf(path) : document.placeOf(path)),
      path: dotted(path),
      ...words,
    }),
  );
  if (errors.length > 0) return { ok: false, errors };
  return {
    ok: true,
    file: parsed.data,
    lineOf: (path) => (document.has(path) ? document.keyPlaceOf(path).line : undefined),
  };
};
