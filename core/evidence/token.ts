import { z } from "zod";
import { answer, attempt, attempts, token as oneToken, piece } from "./piece.ts";

/** A token answer; its tokens are described, never kept. `answer` is absent when there was no code to redeem. */
const grant = z.looseObject({
  answer: answer.optional(),
  id_token: oneToken.optional(),
  access_token: oneToken.optional(),
  refresh_token: oneToken.optional(),
  /** what the authorization request sent, to compare with the id_token */
  nonce: z.string().optional(),
});

export const token = {
  /** the code of a sign-in, redeemed at the public domain */
  "token.exchange": piece("spoke", 1, grant),
  /** its refresh token, used once */
  "token.refresh": piece("spoke", 1, grant),
  /**
   * One code redeemed twice. `before` and `after` the second exchange: what the tokens of the first one are good for,
   * attempts named "access token" (userinfo) and "refresh token" (token endpoint; afterwards only).
   */
  "token.replay": piece(
    "spoke",
    1,
    z.looseObject({
      first: answer.optional(),
      second: answer.optional(),
      before: answer.optional(),
      after: z.array(attempt).optional(),
    }),
  ),
  /** fresh codes: `control` with the right client authentication, each attempt with a wrong one */
  "token.client_auth": piece("spoke", 1, attempts.extend({ control: answer.optional() })),
  /**
   * Fresh codes, with the right secret sent in another way than declared: the other of the two that discovery may list,
   * by its name there, and ways that the standard forbids.
   */
  "token.auth_style": piece("spoke", 1, attempts),
  /**
   * Fresh codes, each redeemed without its verifier or with another one. "verifier-without-challenge" begins with a
   * request that has no challenge; where the hub gives no code for it, there is a walk and no answer.
   */
  "token.pkce": piece("spoke", 1, attempts),
  /** one code redeemed several times at once */
  "token.concurrent": piece("spoke", 1, attempts),
  /** other grants than a spoke may use, and requests that lack something; authenticated as declared */
  "token.requests": piece("spoke", 1, attempts),
  /** a fresh code, redeemed by GET */
  "token.get": piece("spoke", 1, z.looseObject({ sent: z.string().optional(), answer: answer.optional() })),
  /**
   * A fresh code, redeemed by another client. `known` and `stranger`: how that client is answered for a code that does
   * not exist, with its own secret and with a wrong one.
   */
  "token.other_client": piece(
    "spoke",
    1,
    z.looseObject({
      client: z.string().optional(),
      answer: answer.optional(),
      known: answer.optional(),
      stranger: answer.optional(),
    }),
  ),
  /** a fresh code, redeemed at the issuer's host */
  "token.backend": piece("spoke", 1, grant),
};
