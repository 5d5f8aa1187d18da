import { z } from "zod";
import { login } from "./browser.ts";
import { piece } from "./piece.ts";

const other = z.looseObject({
  /** as spokes.yaml calls it */
  name: z.string().optional(),
  /** "firefox", "webkit", "chromium" */
  engine: z.string().optional(),
  version: z.string().optional(),
  /** where it came from, in words */
  from: z.string().optional(),
  /** why nothing was walked in it */
  notTried: z.string().optional(),
  /** any certificate was taken: this engine can be given no authority of the target's own */
  anyCertificate: z.boolean().optional(),
  login: login.optional(),
  sso: login.optional(),
  signout: z
    .looseObject({
      clicked: z.boolean().optional(),
      /** methods of the requests to the hub's logout */
      hub: z.array(z.string()).optional(),
      sessionHeld: z.boolean().optional(),
      signInShown: z.boolean().optional(),
    })
    .optional(),
  /** the click after sign-out, nothing typed */
  again: login.optional(),
  /** the same without third-party cookies; `untried`: why not */
  blocked: z
    .looseObject({
      untried: z.string().optional(),
      sentUsually: z.boolean().optional(),
      sentHere: z.boolean().optional(),
      login: login.optional(),
      sso: login.optional(),
    })
    .optional(),
});
export type Other = z.infer<typeof other>;

export const browsers = {
  /** login, single sign-on and sign-out in every further browser that spokes.yaml names */
  "browsers.others": piece(
    "spoke",
    1,
    z.looseObject({ unreached: z.string().optional(), others: z.array(other).optional() }),
  ),
};
