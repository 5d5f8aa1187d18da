import { z } from "zod";
import { piece } from "./piece.ts";

const call = z.looseObject({
  /** name of the method that is called, or taken to be called elsewhere */
  name: z.string().optional(),
  /** "call", "value" */
  how: z.string().optional(),
  line: z.int().optional(),
  column: z.int().optional(),
  /** file and line that a source map names for it */
  source: z.string().optional(),
});

const one = z.looseObject({
  /** its address, or the page it stands in */
  url: z.string().optional(),
  /** "page" loaded it, "chunk" (another script names it), "inline" */
  from: z.string().optional(),
  bytes: z.int().optional(),
  calls: z.array(call).optional(),
  /** why it could not be read or parsed */
  error: z.string().optional(),
});
export type Script = z.infer<typeof one>;

const place = z.looseObject({ at: z.string().optional(), text: z.string().optional() });

export const script = {
  /** every script the app's pages loaded, those they name, and the calls of local sign-in methods in them */
  "script.loaded": piece(
    "spoke",
    1,
    z.looseObject({ lookedFor: z.array(z.string()).optional(), scripts: z.array(one).optional() }),
  ),
  /** hosts under the vendor's name in pages, strings of scripts, storage and cookies */
  "script.hosts": piece(
    "spoke",
    1,
    z.looseObject({ searched: z.int().optional(), found: z.array(place).optional() }),
  ),
};
