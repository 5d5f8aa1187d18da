import type { Doors, Exchange } from "../../core/doors.ts";
import type { HubCall } from "../../core/spokes/schema.ts";

/** What the words in braces of a declared call stand for. */
export type Words = Readonly<Record<"org" | "user" | "sub" | "email" | "app", string>>;

export const filled = (template: string, words: Words, as: (text: string) => string): string =>
  template.replaceAll(/\{(org|user|sub|email|app)\}/g, (_all, word: keyof Words) => as(words[word]));

/** One declared call at the hub, with its bearer: the person's own access token, or the operator's token. */
export const callHub = (doors: Doors, call: HubCall, bearer: string, words: Words): Promise<Exchange> =>
  doors.http.send(filled(call.url, words, encodeURIComponent), {
    method: call.method,
    headers: {
      authorization: `Bearer ${bearer}`,
      "content-type": "application/json",
      accept: "application/json",
    },
    body: JSON.stringify(
      Object.fromEntries(
        Object.entries(call.body).map(([name, value]) => [name, filled(value, words, (text) => text)]),
      ),
    ),
  });

/** Whether the hub says that it was done. */
export const done = ({ status }: Exchange): boolean => status !== undefined && status >= 200 && status < 300;
