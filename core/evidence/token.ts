import { z } from "zod";
import { answer, attempts, piece, token as oneToken } from "./piece.ts";

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
  /** one code redeemed twice */
  "token.replay": piece("spoke", 1, z.looseObject({ first: answer.optional(), second: answer.optional() })),
  /** fresh codes: `control` with the right client authentication, each attempt with a wrong one */
  "token.client_auth": piece("spoke", 1, attempts.extend({ control: answer.optional() })),
  /** a fresh code, redeemed at the issuer's host */
  "token.backend": piece("spoke", 1, grant),
};
