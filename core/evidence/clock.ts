import { z } from "zod";
import { piece } from "./piece.ts";

export const clock = {
  /** what time it is elsewhere, and what it was here at that moment; all ISO 8601 */
  "clock.hosts": piece(
    "spoke",
    1,
    z.looseObject({
      hosts: z
        .array(
          z.looseObject({
            host: z.string().optional(),
            url: z.string().optional(),
            /** "iat" of a token of the hub, or the "date" of an answer (its age added) */
            from: z.string().optional(),
            theirs: z.string().optional(),
            ours: z.string().optional(),
            exchange: z.string().optional(),
          }),
        )
        .optional(),
    }),
  ),
};
