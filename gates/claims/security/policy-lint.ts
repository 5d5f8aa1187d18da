import type { Contract } from "../../../core/contract.ts";

/** Claims that are lists: as text they can only be compared whole. */
export const listClaims = ({ claims }: Contract): readonly string[] =>
  claims.flatMap(({ name, surfaces }) =>
    (surfaces.spoke_rls.schema as { type?: unknown }).type === "array" ? [name] : [],
  );

const USER_METADATA = /\b(?:raw_)?user_meta_?data\b/;
const DOTTED = /->>?\s*'([a-z_][\w-]*(?:\.[a-z_][\w-]*)+)'/i;
const AS_TEXT = /->\s*'([^']+)'(?:::text)?\s*\)+\s*::\s*text/i;
const LIST_AS_TEXT = /->>\s*'([^']+)'(?:::text)?\s*\)*\s*(?!\)*\s*::)/gi;

/** What is wrong with a policy's expression, as Postgres gives it back; empty when nothing known is. */
export const mistakesIn = (expression: string, lists: readonly string[]): readonly string[] => {
  const mistakes: string[] = [];
  if (USER_METADATA.test(expression)) mistakes.push("reads user_metadata, which its owner writes");
  const dotted = DOTTED.exec(expression)?.[1];
  if (dotted !== undefined) mistakes.push(`reads a key named '${dotted}': a path is one step for each key`);
  const quoted = AS_TEXT.exec(expression)?.[1];
  if (quoted !== undefined)
    mistakes.push(`casts the JSON of '${quoted}' to text, which keeps its quotes: use ->>`);
  for (const [, name = ""] of expression.matchAll(LIST_AS_TEXT)) {
    if (lists.includes(name)) mistakes.push(`reads the list '${name}' as text: use -> and jsonb operators`);
  }
  return mistakes;
};
