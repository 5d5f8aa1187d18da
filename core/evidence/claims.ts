import { z } from "zod";
import { answer, attempt, attempts, piece, token, walk } from "./piece.ts";

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
  exchange: z.string().optional(),
  seenAt: z.string().optional(),
});
export type SurfaceSeen = z.infer<typeof surface>;

/** One refresh: the token that was spent and the one that came back, as thumbprints. */
const renewal = z.looseObject({
  answer: answer.optional(),
  before: z.string().optional(),
  after: z.string().optional(),
  /** why there was none */
  unreached: z.string().optional(),
  behind: z.string().optional(),
});
export type Renewal = z.infer<typeof renewal>;

/** What one test person's login, refresh or rotation put on every surface. */
const phase = z.looseObject({
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
  /** by `hub` and `spoke`: the refresh that led to this phase */
  renewed: z.record(z.string(), renewal).optional(),
});
export type PhaseSeen = z.infer<typeof phase>;

/** Postgres asked as the user through the data API, in one phase. */
const rls = z.looseObject({
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

const table = z.looseObject({
  table: z.string().optional(),
  /** rows that came back; absent when the answer was no list */
  count: z.int().optional(),
  answer: answer.optional(),
});
export type TableSeen = z.infer<typeof table>;

/** The hub's id_token of one login, with what was sent for it and what came beside it. */
const idToken = z.looseObject({
  token: token.optional(),
  client_id: z.string().optional(),
  nonce: z.string().optional(),
  /** what live discovery named as issuer at that moment, and the kids of the key set the signature was tried under */
  issuer: z.unknown().optional(),
  kids: z.array(z.unknown()).optional(),
  /** left half of the hash of the access token beside it, by the id_token's alg, base64url (OIDC Core 3.1.3.6) */
  at_hash: z.string().optional(),
  unreached: z.string().optional(),
  behind: z.string().optional(),
  exchange: z.string().optional(),
  seenAt: z.string().optional(),
});

/** What was not reached, and the check that says what stood in the way. */
const obstacle = { unreached: z.string().optional(), behind: z.string().optional() };

/** A change at the hub that another answer must show: when it was asked for, and what came of it. */
const change = z.looseObject({
  /** the driver's answer; absent when there was none to ask */
  answer: answer.optional(),
  /** what put it back, and its answer */
  restored: answer.optional(),
});

/** The same person before and after something was done to their standing. */
const standing = {
  user: z.string().optional(),
  ...obstacle,
  change: change.optional(),
  before: phase.optional(),
  after: phase.optional(),
  /** Postgres asked before and after */
  rls_before: rls.optional(),
  rls_after: rls.optional(),
};

/** How the new organisation arrived: what it took, and milliseconds from the driver's answer to the token that has it. */
const arrival = z.looseObject({
  /** "refresh", "sign-in", "never" */
  by: z.string().optional(),
  ms: z.number().optional(),
});

/** A spent refresh token used once more. `spent` had `generations` refreshes after it. */
const reuse = z.looseObject({
  /** "window", "parent", "grandparent" */
  name: z.string().optional(),
  ...obstacle,
  /** the answer to the spent token, and thumbprints of what it gave */
  again: renewal.optional(),
  /** thumbprint of the token that was active meanwhile */
  active: z.string().optional(),
  /** the active token used afterwards */
  after: renewal.optional(),
});
export type Reuse = z.infer<typeof reuse>;
const reuses = z.looseObject({
  ...obstacle,
  window_seconds: z.number().optional(),
  cases: z.array(reuse).optional(),
});

/** Requests that must come to nothing, with the same request as it should be: by name. */
const crossing = z.looseObject({
  ...obstacle,
  controls: z.array(attempt).optional(),
  attempts: z.array(attempt).optional(),
  /** the global logout in between */
  logout: answer.optional(),
});
export type Crossing = z.infer<typeof crossing>;

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
  /** a person with two organisations before the switch and after it */
  "claims.switch": piece(
    "spoke",
    1,
    phase.extend({
      ...obstacle,
      from: z.string().optional(),
      to: z.string().optional(),
      change: change.optional(),
      /** by `hub` and `spoke` */
      arrived: z.record(z.string(), arrival).optional(),
      before: phase.optional(),
      rls_before: rls.optional(),
      rls: rls.optional(),
    }),
  ),
  /** a person taken out of an organisation and put back: `after` is one refresh later */
  "claims.removal": piece("spoke", 1, z.looseObject({ ...standing, org: z.string().optional() })),
  /** the grant of a person's organisation for this app, taken back: `after` is one refresh later */
  "claims.grant": piece(
    "spoke",
    1,
    z.looseObject({
      ...standing,
      org: z.string().optional(),
      app: z.string().optional(),
      /** the spoke's refresh, whatever came of it */
      renewed: renewal.optional(),
      /** a new sign-in while there is no grant */
      walk: walk.optional(),
    }),
  ),
  "claims.hub_reuse": piece("spoke", 1, reuses),
  "claims.spoke_reuse": piece("spoke", 1, reuses),
  /** one refresh token of the hub: used by its client, then by another, then by nobody in particular */
  "claims.hub_binding": piece("spoke", 1, crossing),
  /** several refreshes at the spoke with one token at once, and what the session was good for afterwards */
  "claims.concurrent": piece(
    "spoke",
    1,
    z.looseObject({
      ...obstacle,
      answers: z.array(answer).optional(),
      /** `session_id` of every access token that came back */
      sessions: z.array(z.string()).optional(),
      /** one more refresh, and the spoke asked who its bearer is */
      after: renewal.optional(),
      user_answer: answer.optional(),
    }),
  ),
  /** the hub's signing key rotated under a standing session */
  "claims.key_rotation": piece(
    "spoke",
    1,
    z.looseObject({
      ...standing,
      /** kids of the key set, and of the id_token, before and after */
      kids_before: z.array(z.unknown()).optional(),
      kids_after: z.array(z.unknown()).optional(),
      /** the old tokens under the new key set, and the old access token at userinfo */
      old_id_token: token.optional(),
      old_access_token: token.optional(),
      old_userinfo: answer.optional(),
      /** by `hub` and `spoke`: a refresh after the rotation */
      renewed: z.record(z.string(), renewal).optional(),
      /** a new sign-in at the spoke after the rotation */
      sign_in: phase.optional(),
    }),
  ),
  /** a person writes authorization claims into their own metadata, and refreshes */
  "claims.user_edit": piece(
    "spoke",
    1,
    z.looseObject({
      ...standing,
      /** by name: the writes that were tried */
      attempts: z.array(attempt).optional(),
      /** what was written */
      wrote: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  /** tokens, codes and refresh tokens of one client or spoke at another */
  "claims.isolation": piece("spoke", 1, crossing),
  /** the spoke's service key at the hub */
  "claims.service_key": piece("spoke", 1, crossing),
  /** an id_token as bearer, while the session stands and after global logout */
  "claims.id_bearer": piece("spoke", 1, crossing),
  /** the client's access token where only the person may act */
  "claims.client_token": piece("spoke", 1, crossing),
  /** answer of the function that lists the policies */
  "claims.policies": piece("spoke", 1, z.looseObject({ answer: answer.optional() })),
};
