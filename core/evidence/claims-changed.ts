import { z } from "zod";
import { phase, renewal, rls, table } from "./claims.ts";
import { answer, attempt, piece, token, walk } from "./piece.ts";

/** What was not reached, the check that says what stood in the way, and what to give where something was lacking. */
const obstacle = {
  unreached: z.string().optional(),
  behind: z.string().optional(),
  give: z.string().optional(),
};

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

/** What becomes of claims, sessions and tokens when something is done to them. */
export const changedClaims = {
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
      /** the spoke's own tables */
      tables_before: z.array(table).optional(),
      tables: z.array(table).optional(),
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
      /** a new sign-in while there is no grant: how it went, and the session that it brought, if any */
      walk: walk.optional(),
      sign_in: phase.optional(),
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
  /** the key that the spoke's backend signs sessions with, rotated under a standing session */
  "claims.spoke_key_rotation": piece(
    "spoke",
    1,
    z.looseObject({
      ...standing,
      /** the backend's key set before and after, and the kids in it */
      key_set: answer.optional(),
      key_set_after: answer.optional(),
      kids_before: z.array(z.unknown()).optional(),
      kids_after: z.array(z.unknown()).optional(),
      /** session tokens under the key set of their moment: "before", "old" (the same after it), "refreshed", "signed in" */
      tokens: z.record(z.string(), token).optional(),
      /** the old session token at the spoke's own auth API (who is the bearer) and at the data API */
      old_user: answer.optional(),
      old_probe: answer.optional(),
      /** by `spoke`: a refresh after the rotation */
      renewed: z.record(z.string(), renewal).optional(),
      /** a new sign-in after the rotation */
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
  "claims.isolation": piece(
    "spoke",
    1,
    // the other spoke's refresh token used where it belongs, after it was shown elsewhere
    crossing.extend({ peer_refresh: answer.optional() }),
  ),
  /** the spoke's service key at the hub */
  "claims.service_key": piece("spoke", 1, crossing),
  /** the hub's service token at the spoke */
  "claims.hub_service": piece("spoke", 1, crossing),
  /** an id_token as bearer, while the session stands and after global logout */
  "claims.id_bearer": piece("spoke", 1, crossing),
  /** the client's access token where only the person may act */
  "claims.client_token": piece("spoke", 1, crossing),
  /** answer of the function that lists the policies */
  "claims.policies": piece("spoke", 1, z.looseObject({ answer: answer.optional() })),
};
