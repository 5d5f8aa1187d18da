import { z } from "zod";
import { authorizeRequest } from "./browser.ts";
import { answer, attempts, piece } from "./piece.ts";

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
  "entry.local_auth": piece("spoke", 1, attempts),
};
