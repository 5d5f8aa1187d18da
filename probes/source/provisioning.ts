import { type Node, parseScript, propertyOf, walk } from "../browser/syntax.ts";

/** What was found, and where it begins in the text. */
export interface Write {
  readonly what: string;
  readonly start: number;
}

/** The admin API's ways to make a user. */
const MAKES = new Set(["createUser", "inviteUserByEmail"]);
const CHANGES = new Set(["insert", "upsert", "update", "delete"]);

/** A statement that writes into a table of the auth schema. A trigger on one of them is no write. */
const SQL =
  /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate(?:\s+table)?|copy)\s+(?:only\s+)?"?auth"?\s*\.\s*"?\w+/gi;

/** Blanks comments out, so that places stay where they are. */
const withoutComments = (sql: string): string =>
  sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "));

export const writesInSql = (sql: string): Write[] =>
  [...withoutComments(sql).matchAll(SQL)].map((found) => ({
    what: found[0].replace(/\s+/g, " "),
    start: found.index,
  }));

const member = (node: unknown): Node | undefined => {
  const at = node as Node | undefined;
  return at?.type === "ChainExpression" ? member(at.expression) : at;
};
/** `client.auth.admin.createUser(...)`, whatever the client is called. */
const makesUser = (callee: Node | undefined): string | undefined => {
  const name = callee?.type === "MemberExpression" ? propertyOf(callee) : undefined;
  if (name === undefined || !MAKES.has(name)) return undefined;
  const of = member(callee?.object);
  return of?.type === "MemberExpression" && propertyOf(of) === "admin" ? `admin.${name}` : undefined;
};
/** `client.schema("auth")` somewhere down the chain of calls that this one ends. */
const inAuthSchema = (node: unknown): boolean => {
  const at = member(node);
  if (at?.type === "MemberExpression") return inAuthSchema(at.object);
  if (at?.type !== "CallExpression") return false;
  const callee = member(at.callee);
  const [first] = at.arguments as Node[];
  const named = callee?.type === "MemberExpression" ? propertyOf(callee) : undefined;
  if (named === "schema" && first?.type === "Literal" && first.value === "auth") return true;
  return inAuthSchema(at.callee);
};

/** By syntax tree: calls of the admin API that make users, writes through a client, and SQL in texts. */
export const writesInScript = (code: string, file: string): { writes: Write[]; error?: string } => {
  const { program, error } = parseScript(code, file);
  if (program === undefined) return { writes: [], ...(error !== undefined && { error }) };
  const writes: Write[] = [];
  walk(program, (node) => {
    if (node.type === "CallExpression") {
      const callee = member(node.callee);
      const made = makesUser(callee);
      if (made !== undefined) writes.push({ what: made, start: node.start });
      const name = callee?.type === "MemberExpression" ? propertyOf(callee) : undefined;
      if (name !== undefined && CHANGES.has(name) && inAuthSchema(callee?.object))
        writes.push({ what: `schema("auth") ... ${name}`, start: node.start });
    }
    const text =
      node.type === "Literal" && typeof node.value === "string"
        ? node.value
        : node.type === "TemplateElement"
          ? String((node.value as { raw?: string }).raw ?? "")
          : "";
    for (const { what } of writesInSql(text)) writes.push({ what, start: node.start });
  });
  return { writes };
};
