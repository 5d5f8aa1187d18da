import type { GraphqlForm, RestForm } from "../../core/spokes/tenant-schema.ts";

/** What the words in braces of an operation stand for. */
export type Words = Readonly<Partial<Record<"id" | "name" | "email" | "customer", string>>>;

/** A request to a tenant, without its host and its token. */
export interface Asking {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

const WORD = /\{(id|name|email|customer)\}/g;
type Json = RestForm["body"] | GraphqlForm["variables"][string];

const filledText = (text: string, words: Words): string =>
  text.replaceAll(WORD, (all, word: keyof Words) => words[word] ?? all);
const filled = (value: Json, words: Words): Json => {
  if (typeof value === "string") return filledText(value, words);
  if (Array.isArray(value)) return value.map((one) => filled(one, words) ?? null);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, words) ?? null]));
};

/** A name may have a slash of its own: vendor/package. */
const inPath = (text: string): string => text.split("/").map(encodeURIComponent).join("/");

/** An operation as a request. */
export const askingOf = (form: RestForm | GraphqlForm, words: Words = {}): Asking => {
  if ("query" in form) {
    const { query, variables } = form;
    return graphql(query, Object.keys(variables).length > 0 ? filled(variables, words) : undefined);
  }
  const escaped = Object.fromEntries(
    Object.entries(words).map(([word, value]) => [word, inPath(value ?? "")]),
  );
  const path = filledText(form.path, escaped);
  return {
    method: form.method,
    path,
    ...(form.body && { body: JSON.stringify(filled(form.body, words)) }),
  };
};

export const graphql = (query: string, variables?: unknown): Asking => ({
  method: "POST",
  path: "/graphql",
  body: JSON.stringify({ query, ...(variables !== undefined && { variables }) }),
});
