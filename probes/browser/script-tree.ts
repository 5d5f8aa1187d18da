import { isNode, type Node, parseScript, placer, propertyOf, walk } from "./syntax.ts";

/** Methods of the client library that sign people in or up without the hub (guides 000 and 002). */
export const LOCAL_AUTH = [
  "signUp",
  "signInWithPassword",
  "resetPasswordForEmail",
  "signInWithOtp",
  "signInWithIdToken",
] as const;
const WANTED: ReadonlySet<string> = new Set(LOCAL_AUTH);

/** A place in a script where a local sign-in method is called, or taken to be called elsewhere. */
export interface Found {
  readonly name: string;
  readonly how: "call" | "value";
  readonly line: number;
  readonly column: number;
}
export interface Tree {
  readonly calls: readonly Found[];
  /** scripts that it names: static and dynamic imports with a literal address */
  readonly names: readonly string[];
  /** its string literals and the literal parts of its templates; comments are none */
  readonly strings: readonly string[];
  /** the parser's word for why it is no script */
  readonly error?: string;
}

const WRAPPERS = new Set(["ChainExpression", "ParenthesizedExpression"]);
/** Without what stands around an expression and changes nothing about it. */
const bare = (node: unknown): Node | undefined => {
  let at = isNode(node) ? node : undefined;
  for (;;) {
    // bundlers write a call of an import as (0, module.name)(...)
    const inner: unknown =
      at?.type === "SequenceExpression"
        ? (at.expressions as unknown[]).at(-1)
        : WRAPPERS.has(at?.type ?? "")
          ? at?.expression
          : undefined;
    if (!isNode(inner)) return at;
    at = inner;
  }
};
/** `client.auth`, whatever the client is called: property names outlive minifiers. */
const isAuth = (node: unknown): boolean => {
  const at = bare(node);
  return at?.type === "MemberExpression" && propertyOf(at) === "auth";
};
const isThis = (node: unknown): boolean => bare(node)?.type === "ThisExpression";
const CARRIERS = new Set(["call", "apply", "bind"]);

/**
 * Reads one script. A definition (`class { signUp() {} }`, `{ signUp: ... }`) is no call, and neither is what a class
 * calls on itself: that is the client library. A name that is put together at run time is not seen.
 */
export const readScript = (code: string, file?: string): Tree => {
  const { program, error } = parseScript(code, file);
  if (program === undefined)
    return { calls: [], names: [], strings: [], ...(error !== undefined && { error }) };
  const placed = placer(code);
  const calls = new Map<number, Found>();
  const names: string[] = [];
  const strings: string[] = [];
  const add = (node: Node, name: string, how: Found["how"]) => {
    if (!calls.has(node.end)) calls.set(node.end, { name, how, ...placed(node.start) });
  };

  walk(program, (node) => {
    const { type } = node;
    if (type === "CallExpression") {
      const callee = bare(node.callee);
      const name = callee?.type === "MemberExpression" ? propertyOf(callee) : undefined;
      if (callee && name !== undefined && WANTED.has(name) && !isThis(callee.object))
        add(callee, name, "call");
      const inner = callee && CARRIERS.has(name ?? "") ? bare(callee.object) : undefined;
      const carried = inner?.type === "MemberExpression" ? propertyOf(inner) : undefined;
      if (inner && carried !== undefined && WANTED.has(carried) && !isThis(inner.object))
        add(inner, carried, "call");
    } else if (type === "MemberExpression") {
      const name = propertyOf(node);
      if (name !== undefined && WANTED.has(name) && isAuth(node.object)) add(node, name, "value");
    } else if (type === "VariableDeclarator" || type === "AssignmentExpression") {
      const pattern = (node.id ?? node.left) as Node | undefined;
      if (isNode(pattern) && pattern.type === "ObjectPattern" && isAuth(node.init ?? node.right)) {
        for (const one of pattern.properties as Node[]) {
          const name = propertyOf(one);
          if (name !== undefined && WANTED.has(name)) add(one, name, "value");
        }
      }
    } else if (type === "Literal" && typeof node.value === "string") strings.push(node.value);
    else if (type === "TemplateElement") strings.push(String((node.value as { raw?: string }).raw ?? ""));
    const source = node.source as Node | undefined;
    if (isNode(source) && source.type === "Literal" && typeof source.value === "string")
      names.push(source.value);
  });
  return { calls: [...calls.values()], names, strings };
};
