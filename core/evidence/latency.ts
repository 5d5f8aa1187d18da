import { z } from "zod";
import { piece } from "./piece.ts";

export const latency = {
  /** polite samples of each endpoint, one after the other, taken before anything else was asked */
  "latency.samples": piece(
    "spoke",
    1,
    z.looseObject({
      endpoints: z
        .array(
          z.looseObject({
            /** name in the settings: discovery, authorization, ... */
            name: z.string().optional(),
            url: z.string().optional(),
            /** milliseconds of each answer; the first of a connection is not among them */
            ms: z.array(z.number()).optional(),
            /** why the sampling ended early */
            error: z.string().optional(),
            /** the last exchange */
            exchange: z.string().optional(),
          }),
        )
        .optional(),
      /** longest that this machine itself was late meanwhile, milliseconds */
      late_ms: z.number().optional(),
    }),
  ),
};
