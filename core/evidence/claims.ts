import { z } from "zod";
import { answer, attempts, piece, token, walk } from "./piece.ts";

/** One place where claims can be seen, as it was seen in one phase. */
const surface = z.looseObject({
  /** a token's payload, the userinfo document, what Postgres reads; whatever stood there */
  claims: z.unknown().optional(),
  token: token.optional(),
  answer: answer.optional(),
  /** why this phase brings no such surface at all: then nothing is missing from it */
  absent: z.string().optional(),
  /** why it could not be looked at */
  unreached: z.string().optional(),
  /** id of the check that says what stood in the way */
  behind: z.string().optional(),
  /** what to give the harness, where it lacked something */
  give: z.string().optional(),
  exchange: z.string().optional(),
  seenAt: z.string().optional(),
});
export type SurfaceSeen = z.infer<typeof surface>;

/** One refresh: the token that was spent and the one that came back, as thumbprints. */
export const renewal = z.looseObject({
  answer: answer.optional(),
  before: z.string().optional(),
  after: z.string().optional(),
  /** why there was none */
  unreached: z.string().optional(),
  behind: z.string().optional(),
  give: z.string().optional(),
});
export type Renewal = z.infer<typeof renewal>;

/** An id_token of the hub, with what was sent for it and what came beside it. */
const idToken = z.looseObject({
  token: token.optional(),
  client_id: z.string().optional(),
  nonce: z.string().optional(),
  /** what live discovery named as issuer at that moment, and the kids of the key set the signature was tried under */
  issuer: z.unknown().optional(),
  kids: z.array(z.unknown()).optional(),
  /** left half of the hash of the access token beside it, by the id_token's alg, base64url (OIDC Core 3.1.3.6) */
  at_hash: z.string().optional(),
  /** of the id_token of the sign-in, where this one came by a refresh: the claims that bind it (OIDC Core 12.2) */
  original: z.looseObject({}).optional(),
  unreached: z.string().optional(),
  behind: z.string().optional(),
  give: z.string().optional(),
  exchange: z.string().optional(),
  seenAt: z.string().optional(),
});

/** What one test person's login, refresh or rotation put on every surface. */
export const phase = z.looseObject({
  /** id of the test person in the contract */
  user: z.string().optional(),
  /** scopes that the spoke's client asks for */
  requested: z.array(z.string()).optional(),
  /** `scope` as the token endpoint answered it: what was granted */
  granted: z.string().optional(),
  /** by name of the surface (contract: SURFACES) */
  surfaces: z.record(z.string(), surface).optional(),
  /** `user` beside the session token: what supabase-js hands the app as session.user */
  session_user: z.unknown().optional(),
  /** the spoke's own GET /user with that token */
  user_answer: answer.optional(),
  /** the spoke's sign-in as it went, up to the app */
  walk: walk.optional(),
  /** the hub's id_token that a refresh brought; that of the login is a piece of its own */
  id_token: idToken.optional(),
  /** by `hub` and `spoke`: the refresh that led to this phase */
  renewed: z.record(z.string(), renewal).optional(),
});
export type PhaseSeen = z.infer<typeof phase>;

/** Postgres asked as the user through the data API, in one phase. */
export const rls = z.looseObject({
  /** answer of the probe function: { claims, uid, role } */
  probe: answer.optional(),
  /** `sub` of the session token it was asked with */
  sub: z.string().optional(),
  /** id of the spoke's own GET /user with the same token */
  user_id: z.string().optional(),
  /** the active organisation as Postgres reads it is in the phase's surface; rows `signed in` and `anonymous` here */
  rows: attempts.optional(),
});
export type RlsSeen = z.infer<typeof rls>;

export const table = z.looseObject({
  table: z.string().optional(),
  /** how many rows there are, as the answer states it; absent where it states no total */
  count: z.int().optional(),
  /** where it states the range of one page alone: there are no fewer */
  at_least: z.int().optional(),
  answer: answer.optional(),
});
export type TableSeen = z.infer<typeof table>;

export const claims = {
  /** right after one login at the hub and one through the spoke */
  "claims.login": piece("spoke", 1, phase),
  /** after the first refresh at the hub and at the spoke */
  "claims.refresh": piece("spoke", 1, phase),
  /** after one more refresh, with the refresh token that the first one gave */
  "claims.rotation": piece("spoke", 1, phase),
  "claims.id_token": piece("spoke", 1, idToken),
  /** by phase */
  "claims.rls": piece("spoke", 1, z.looseObject({ phases: z.record(z.string(), rls).optional() })),
  /** the spoke's own tables as the test person sees them, by phase */
  "claims.tables": piece(
    "spoke",
    1,
    z.looseObject({ user: z.string().optional(), phases: z.record(z.string(), z.array(table)).optional() }),
  ),
};
