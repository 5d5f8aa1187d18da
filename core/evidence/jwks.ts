import { answer, piece } from "./piece.ts";

export const jwks = {
  /** the key set at the declared URL on the public domain */
  "jwks.public": piece("hub", 1, answer),
  /** the same path at the issuer's host */
  "jwks.backend": piece("hub", 1, answer),
  /** what the public discovery document names as jwks_uri, right or wrong */
  "jwks.advertised": piece("hub", 1, answer),
};
