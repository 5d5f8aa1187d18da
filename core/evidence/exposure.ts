import { z } from "zod";
import { piece } from "./piece.ts";

const place = z.looseObject({
  /** "link" (a link or a form's address), "cookie", "stored value" */
  kind: z.string().optional(),
  /** where it stands: the page and the link's text, the cookie's name, the key of the storage and the way to the value */
  at: z.string().optional(),
  /** the host that it names, port included where it is not the usual one */
  host: z.string().optional(),
  /** what names it, secrets redacted */
  text: z.string().optional(),
  /** requests of the login that came before it was seen: it belongs to the page that this hop led to */
  hop: z.int().optional(),
});
export type Place = z.infer<typeof place>;

export const exposure = {
  /** hosts that the first login names beside its requests: on the pages it stopped at, in cookies and in storage */
  "exposure.places": piece(
    "spoke",
    1,
    z.looseObject({
      unreached: z.string().optional(),
      /** pages whose links were read, cookies and entries of storage that were looked through */
      pages: z.int().optional(),
      cookies: z.int().optional(),
      stored: z.int().optional(),
      places: z.array(place).optional(),
    }),
  ),
};
