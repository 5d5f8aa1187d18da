import { z } from "zod";
import { answer, attempts, piece } from "./piece.ts";

export const backend = {
  /** the spoke backend's own auth API at its branded host: attempts "health" and "settings" */
  "backend.live": piece(
    "spoke",
    1,
    attempts.extend({
      /** as its health says */
      version: z.string().optional(),
    }),
  ),
  /** how the backend starts a login with the registered provider, and the request it sends to the hub */
  "backend.start": piece(
    "spoke",
    1,
    z.looseObject({
      answer: answer.optional(),
      /** where it sends the browser, without the query */
      target: z.string().optional(),
      /** the parameters of that request; values of secrets are redacted */
      params: z.record(z.string(), z.string()).optional(),
    }),
  ),
};
