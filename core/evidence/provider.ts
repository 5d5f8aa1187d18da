import { z } from "zod";
import { authorizeRequest } from "./browser.ts";
import { answer, piece } from "./piece.ts";

export const provider = {
  /** twenty starts of a login at the spoke's backend, each with the request it sends to the hub */
  "provider.starts": piece(
    "spoke",
    1,
    z.looseObject({
      starts: z
        .array(z.looseObject({ answer: answer.optional(), request: authorizeRequest.optional() }))
        .optional(),
    }),
  ),
  /** the provider as the backend's admin API reads it back; client secrets are never given back */
  "provider.registered": piece("spoke", 1, answer),
};
