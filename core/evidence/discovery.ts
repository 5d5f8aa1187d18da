import { answer, attempts, effective, piece } from "./piece.ts";

export const discovery = {
  /** the OpenID configuration at the public domain */
  "discovery.public": piece("hub", 1, answer),
  /** the same path at the issuer's host */
  "discovery.backend": piece("hub", 1, answer),
  /** the one of the two that the rows rest on */
  "discovery.effective": piece("hub", 1, effective),
  /**
   * The RFC 8414 document: attempts "public suffix", "public inserted", "issuer suffix", "issuer inserted", and OpenID's
   * own in the other form of its path: "public openid inserted", "issuer openid inserted"
   */
  "discovery.oauth": piece("hub", 1, attempts),
};
