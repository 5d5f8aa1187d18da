import { z } from "zod";
import { answer, effective, piece, token, walk } from "./piece.ts";

const rotation = z.looseObject({
  /** there was no sign-in to begin with: how it ended */
  unreached: z.string().optional(),
  /** the operator's call, and its answer */
  answer: answer.optional(),
  /** the key set before, and on each host after */
  before: answer.optional(),
  before_backend: answer.optional(),
  public: answer.optional(),
  backend: answer.optional(),
  /** tokens from before and after, tried under the key set of after */
  old_id_token: token.optional(),
  new_id_token: token.optional(),
  /** the old access token at userinfo, the old refresh token at the token endpoint */
  old_access: answer.optional(),
  old_refresh: answer.optional(),
  /** the correct authorization request in the old browser, without credentials */
  walk: walk.optional(),
  /** another spoke at which the same person was signed in */
  other: z
    .looseObject({
      spoke: z.string().optional(),
      /** why there was nothing to try there */
      because: z.string().optional(),
      /** its refresh token at the token endpoint, and its authorization request in the old browser */
      refresh: answer.optional(),
      walk: walk.optional(),
    })
    .optional(),
});

export const jwks = {
  /** the key set at the declared URL on the public domain */
  "jwks.public": piece("hub", 1, answer),
  /** the same path at the issuer's host */
  "jwks.backend": piece("hub", 1, answer),
  /** the one of the two that the rows rest on */
  "jwks.effective": piece("hub", 1, effective),
  /** what the public discovery document names as jwks_uri, right or wrong */
  "jwks.advertised": piece("hub", 1, answer),
  /** a rotation of the hub's signing key, as one signed-in person meets it */
  "jwks.rotation": piece("spoke", 1, rotation),
};
