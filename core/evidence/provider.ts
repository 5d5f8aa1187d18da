import { z } from "zod";
import { authorizeRequest } from "./browser.ts";
import { answer, piece } from "./piece.ts";

export const provider = {
  /** twenty starts of a login at the spoke's backend, each with the request it sends to the hub */
  "provider.starts": piece(
    "spoke",
    1,
    z.looseObject({
      starts: z
        .array(z.looseObject({ answer: answer.optional(), request: authorizeRequest.optional() }))
        .optional(),
    }),
  ),
  /** the provider as the backend's admin API reads it back; client secrets are never given back */
  "provider.registered": piece(
    "spoke",
    1,
    answer.extend({
      /** each provider in neutral words; absent when the answer was no list */
      providers: z
        .array(
          z.looseObject({
            identifier: z.unknown().optional(),
            kind: z.unknown().optional(),
            enabled: z.unknown().optional(),
            client: z.unknown().optional(),
            scopes: z.unknown().optional(),
            pkce: z.unknown().optional(),
            emailOptional: z.unknown().optional(),
            issuer: z.unknown().optional(),
            authorization: z.unknown().optional(),
            token: z.unknown().optional(),
            userinfo: z.unknown().optional(),
            jwks: z.unknown().optional(),
            discovery: z.unknown().optional(),
            nonceSkipped: z.unknown().optional(),
            mapping: z.unknown().optional(),
            claimsTaken: z.unknown().optional(),
            parameters: z.unknown().optional(),
            clientsTaken: z.unknown().optional(),
          }),
        )
        .optional(),
    }),
  ),
};
