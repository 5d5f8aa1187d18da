import { parseSync, visitorKeys } from "oxc-parser";

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}
export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";

/** Name of a property as it is written: `.signUp` or `["signUp"]`; a computed name is not known. */
export const propertyOf = (node: Node): string | undefined => {
  const key = (node.property ?? node.key) as Node | undefined;
  if (!isNode(key)) return undefined;
  if (node.computed !== true && (key.type === "Identifier" || key.type === "Literal"))
    return String(key.name ?? key.value);
  return key.type === "Literal" && typeof key.value === "string" ? key.value : undefined;
};

/** The tree of a script; the file's ending says which language it is. Without one, the parser's word for why. */
export const parseScript = (code: string, file = "script.js"): { program?: Node; error?: string } => {
  const { program, errors } = parseSync(file, code, { sourceType: "unambiguous" });
  const broken = errors.find(({ severity }) => severity === "Error");
  return broken && program.body.length === 0
    ? { error: broken.message }
    : { program: program as unknown as Node };
};

/** Every node of a tree, parents first. */
export const walk = (node: Node, look: (node: Node) => void): void => {
  look(node);
  for (const key of (visitorKeys as Record<string, readonly string[]>)[node.type] ?? []) {
    const child = node[key];
    if (Array.isArray(child)) {
      for (const one of child) if (isNode(one)) walk(one, look);
    } else if (isNode(child)) walk(child, look);
  }
};

/** Line and column, from 1, of a place in a text. */
export const placer = (code: string): ((start: number) => { line: number; column: number }) => {
  const lines = [0];
  for (let at = code.indexOf("\n"); at >= 0; at = code.indexOf("\n", at + 1)) lines.push(at + 1);
  return (start) => {
    const line = lines.findLastIndex((from) => from <= start);
    return { line: line + 1, column: start - (lines[line] ?? 0) + 1 };
  };
};
