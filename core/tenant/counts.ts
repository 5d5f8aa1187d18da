import type { Answer } from "../evidence/piece.ts";
import { fieldsOf, isMembers, itemsOf, memberAt } from "./answers.ts";

export interface Counts {
  /** how many there are in all, as the answer says, by name of the list */
  readonly counted: Record<string, number>;
  /** how many the answer lists */
  readonly listed: Record<string, number>;
}

/** One operation of a GraphQL answer, or all of a batch. */
const fields = (answer: Answer): (readonly [string, unknown])[] =>
  Array.isArray(answer.json)
    ? answer.json.flatMap((json, at) =>
        fieldsOf({ json }).map(([name, value]) => [`${name}${at}`, value] as const),
      )
    : [...fieldsOf(answer)];

/** Totals and list lengths in an answer; the name of a list is that of its field, with a number behind it if several. */
export const countsIn = (api: string, answer: Answer): Counts => {
  const lists: (readonly [string, unknown, unknown])[] =
    api === "graphql"
      ? fields(answer).map(([name, value]) => [name, value, memberAt(value, "totalCount")])
      : [
          [
            "packages",
            isMembers(answer.json) ? answer.json.data : undefined,
            memberAt(answer.json, "pagination.total"),
          ],
        ];
  const told = lists.filter(([, , total]) => typeof total === "number");
  return {
    counted: Object.fromEntries(told.map(([name, , total]) => [name, total as number])),
    listed: Object.fromEntries(told.map(([name, thing]) => [name, itemsOf(thing).length])),
  };
};
