import { z } from "zod";
import { piece } from "./piece.ts";

const place = z.looseObject({
  /** relative to the folder */
  file: z.string().optional(),
  line: z.int().optional(),
  /** what is called or written, e.g. "admin.createUser" */
  what: z.string().optional(),
});
export type SourcePlace = z.infer<typeof place>;

const read = z.looseObject({
  /** files that were read */
  files: z.int().optional(),
  /** files of tests, which are no part of the app */
  tests: z.int().optional(),
  found: z.array(place).optional(),
  /** files that could not be parsed, with the parser's word */
  unread: z.array(place).optional(),
  /** there was more than is read */
  cut: z.boolean().optional(),
});

export const source = {
  /** calls of local sign-in methods in the app's source; `given` is false where no folder of it is */
  "source.calls": piece("spoke", 1, read.extend({ given: z.boolean().optional() })),
  /** code that makes users or writes into the auth schema */
  "source.provisioning": piece("spoke", 1, read),
};
