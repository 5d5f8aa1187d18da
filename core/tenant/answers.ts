import type { Answer } from "../evidence/piece.ts";

/** What an answer came to. unclear: neither an answer to the question nor a refusal of it. */
export type Outcome = "answered" | "refused" | "unclear";

export type Members = Readonly<Record<string, unknown>>;
export const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const membersOf = (value: unknown): Members => (isMembers(value) ? value : {});

const errorsOf = (answer: Answer | undefined): readonly unknown[] => {
  const { errors } = membersOf(answer?.json);
  return Array.isArray(errors) ? errors : [];
};

/** The messages of a GraphQL answer's errors. */
export const graphqlErrors = (answer: Answer | undefined): readonly string[] =>
  errorsOf(answer).map((one) => String(membersOf(one).message ?? ""));

/** Every top field of a GraphQL answer that is not null. */
export const fieldsOf = (answer: Answer | undefined): readonly (readonly [name: string, value: unknown])[] =>
  Object.entries(membersOf(membersOf(answer?.json).data)).filter(([, value]) => value !== null);

/** What was asked for: `data` of a REST answer where there is one, else the body; the top field of GraphQL. */
export const thingIn = (api: string | undefined, answer: Answer | undefined): unknown => {
  if (api === "graphql") return fieldsOf(answer)[0]?.[1];
  const { json } = answer ?? {};
  return isMembers(json) && json.data !== undefined ? json.data : json;
};

/** A list in whichever form it comes: an array, or Relay's edges. */
export const itemsOf = (thing: unknown): readonly Members[] => {
  if (Array.isArray(thing)) return thing.filter(isMembers);
  const { edges } = membersOf(thing);
  return Array.isArray(edges) ? edges.map((edge) => membersOf(membersOf(edge).node)) : [];
};

/** Whether an answer lists anything at all, as a list. */
export const isList = (thing: unknown): boolean =>
  Array.isArray(thing) || Array.isArray(membersOf(thing).edges);

/** The member at a dotted path. */
export const memberAt = (thing: unknown, path: string): unknown =>
  path.split(".").reduce((value, name) => membersOf(value)[name], thing);

const BUSY = [408, 425, 429];

/**
 * Reads an answer by its API: GraphQL says no with status 200 and errors. A page, a redirect and a server that broke
 * are neither yes nor no.
 */
export const outcomeOf = (api: string | undefined, answer: Answer | undefined): Outcome => {
  const { status, json, body } = answer ?? {};
  if (status === undefined) return "unclear";
  if (status >= 400 && status < 500) return BUSY.includes(status) ? "unclear" : "refused";
  if (status < 200 || status >= 300) return "unclear";
  if (api === "graphql") {
    if (!isMembers(json)) return "unclear";
    if (fieldsOf(answer).length > 0) return "answered";
    return errorsOf(answer).length > 0 ? "refused" : "unclear";
  }
  if (json === undefined) return status === 204 || body === "" ? "answered" : "unclear";
  // a server that says no with status 200
  return isMembers(json) && json.error !== undefined && json.data === undefined ? "unclear" : "answered";
};
