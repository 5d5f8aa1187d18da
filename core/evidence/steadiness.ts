import { z } from "zod";
import { piece } from "./piece.ts";

export const steadiness = {
  /** how steadily the hosts could be reached in this run: requests, and connections that dropped without an answer */
  "steadiness.hosts": piece(
    "spoke",
    1,
    z.looseObject({
      hosts: z
        .array(
          z.looseObject({
            host: z.string().optional(),
            requests: z.int().optional(),
            /** error code to how often */
            dropped: z.record(z.string(), z.int()).optional(),
          }),
        )
        .optional(),
    }),
  ),
};
