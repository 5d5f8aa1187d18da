import { z } from "zod";
import { authorizeRequest } from "./browser.ts";
import { answer, attempt, attempts, piece } from "./piece.ts";

const localTry = attempt.extend({
  /** what the answer says of the method, by the backend's documented words: "off", "on"; absent: neither */
  means: z.string().optional(),
});
export type LocalTry = z.infer<typeof localTry>;

export const entry = {
  /** a login started with parameters of our own: which of them the request to the hub carries */
  "entry.parameters": piece(
    "spoke",
    1,
    z.looseObject({
      sent: z.array(z.string()).optional(),
      answer: answer.optional(),
      request: authorizeRequest.optional(),
      /** names of the request's parameters in whose value one of ours stands */
      carried: z.array(z.string()).optional(),
    }),
  ),
  /** logins started with a `redirect_to` and ended by the callback with an error: where each then led */
  "entry.redirects": piece(
    "spoke",
    1,
    z.looseObject({
      /** the same with the app's own address */
      control: attempts.optional(),
      cases: attempts.optional(),
    }),
  ),
  /** one try of every local sign-in method */
  "entry.local_auth": piece("spoke", 1, z.looseObject({ attempts: z.array(localTry).optional() })),
  /** ways in beside the hub, as the backend's own settings report them */
  "entry.methods": piece(
    "spoke",
    1,
    z.looseObject({
      answer: answer.optional(),
      /** absent when the answer was no such list */
      methods: z
        .array(
          z.looseObject({
            name: z.string().optional(),
            /** "sign-in": its own methods and social providers; "enterprise": SAML, passkeys */
            kind: z.string().optional(),
            on: z.unknown().optional(),
          }),
        )
        .optional(),
    }),
  ),
};
