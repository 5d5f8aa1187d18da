import { answer, piece } from "./piece.ts";

export const discovery = {
  /** the OpenID configuration at the public domain */
  "discovery.public": piece("hub", 1, answer),
  /** the same path at the issuer's host */
  "discovery.backend": piece("hub", 1, answer),
};
