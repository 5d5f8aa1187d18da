import { z } from "zod";
import { answer, attempts, piece } from "./piece.ts";

/** `answer` is absent when there was no access token to ask with. */
const asked = z.looseObject({
  answer: answer.optional(),
  /** the subject of the id_token of the same exchange */
  sub: z.string().optional(),
});

export const userinfo = {
  /** asked at the public domain with the access token of a sign-in */
  "userinfo.bearer": piece("spoke", 1, asked),
  /**
   * Asked at one host: `control` with a good token, each attempt with everything but one. "spoke-session" is the token
   * of the spoke's own backend, tried where somebody can sign in there.
   */
  "userinfo.refusals": piece("spoke", 1, attempts.extend({ control: answer.optional() })),
  /** a good access token in the query and nowhere else, where the others were tried */
  "userinfo.query": piece("spoke", 1, z.looseObject({ answer: answer.optional() })),
  /** asked at the issuer's host */
  "userinfo.backend": piece("spoke", 1, asked),
};
