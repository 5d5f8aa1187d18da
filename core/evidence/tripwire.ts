import { z } from "zod";
import { answer, piece } from "./piece.ts";
import { brief, login, registration, row } from "./tripwire-login.ts";

export type { Touch, TripwireLogin, TripwireRegistration, UserRow } from "./tripwire-login.ts";

const logins = z.looseObject({
  logins: z.array(login).optional(),
  /** user rows after all of them; absent, with the reason, where nobody can look at them */
  users: z.array(row).optional(),
  unread: z.string().optional(),
  /** honest logins in a row with nothing else going on: how many, and what they asked of the tripwire, by endpoint */
  quiet: z
    .looseObject({ logins: z.int().optional(), touches: z.record(z.string(), z.int()).optional() })
    .optional(),
  /** why the registration could not be used */
  refused: z.string().optional(),
});

/** A login beside the seeded account it must not, or must, reach. */
const account = z.looseObject({
  before: row.optional(),
  after: row.optional(),
  /** another row with the identity of this login */
  left: row.optional(),
  logins: z.array(login).optional(),
  /** the password of whoever registered the account first, tried afterwards */
  password: brief.extend({ said: z.string().optional() }).optional(),
  /** who Postgres takes the bearer of its session for: the probe function asked with it */
  postgres: z.looseObject({ status: z.int().optional(), uid: z.unknown().optional() }).optional(),
});

/** Somebody with a `sub` and an address of this run, who signs in twice. */
const newcomer = z.looseObject({
  provider: z.string().optional(),
  logins: z.array(login).optional(),
  /** user rows of theirs after the first login and after the second; absent where nobody can look */
  first: z.array(row).optional(),
  second: z.array(row).optional(),
  /** rows of the declared profile table that are theirs, asked as themselves; absent where none is declared */
  profile: z
    .looseObject({ table: z.string().optional(), answer: answer.optional(), own: z.int().optional() })
    .optional(),
});

const bearer = z.looseObject({
  /** "auth", "rest", "storage", "hub" */
  at: z.string().optional(),
  /** what was shown as bearer */
  name: z.string().optional(),
  answer: answer.optional(),
  /** refused for the bearer's sake, by what is documented for that place */
  refused: z.boolean().optional(),
});

export const tripwire = {
  /** the truth table: an honest registration, one that is poisoned throughout, and one for each setting alone */
  "tripwire.settings": piece(
    "spoke",
    1,
    z.looseObject({
      /** settings of the real provider that the registrations are clones of, without client and addresses */
      cloned: z.record(z.string(), z.unknown()).optional(),
      registrations: z.array(registration).optional(),
      /** who registered it: "api" or "person" */
      by: z.string().optional(),
      /** what runs that died had left, found and taken away: "provider" or "account" */
      undone: z
        .array(
          z.looseObject({
            what: z.string().optional(),
            name: z.string().optional(),
            status: z.int().optional(),
          }),
        )
        .optional(),
    }),
  ),
  /** the same registrations before the backend was restarted and after it */
  "tripwire.restart": piece(
    "spoke",
    1,
    z.looseObject({
      before: z.array(registration).optional(),
      /** whether it was restarted, as far as whoever restarts it says */
      restarted: z.looseObject({ done: z.boolean().optional(), answer: answer.optional() }).optional(),
      /** seconds until a login could be started again; absent: none could in time */
      backAfter: z.number().optional(),
      after: z.array(registration).optional(),
    }),
  ),
  /** an honest registration: quiet logins first, then one login for each way to lie */
  "tripwire.logins": piece("spoke", 1, logins),
  /** logins while an endpoint of the provider fails, each followed by one that must work */
  "tripwire.failures": piece("spoke", 1, logins),
  /** accounts that were there before, by case */
  "tripwire.accounts": piece(
    "spoke",
    1,
    z.looseObject({
      existing: account.optional(),
      unverified: account.optional(),
      unconfirmed: account.optional(),
    }),
  ),
  /** people whom nobody has seen before: a newcomer, one who changes the address, two who have the same one */
  "tripwire.people": piece(
    "spoke",
    1,
    z.looseObject({
      fresh: newcomer.optional(),
      moved: account.optional(),
      reused: account.optional(),
    }),
  ),
  /** what of the harness is still there when everything else is done */
  "tripwire.left": piece(
    "spoke",
    1,
    z.looseObject({
      /** the backend's list of providers, asked for */
      answer: answer.optional(),
      /** registrations of ours, and whose: "this run", "a dead run", "another run" that is still going on */
      providers: z
        .array(z.looseObject({ identifier: z.string().optional(), whose: z.string().optional() }))
        .optional(),
      accounts: z.array(row.extend({ whose: z.string().optional() })).optional(),
      /** sessions that this run opened: each was ended, and then its token was shown once more */
      sessions: z
        .array(
          z.looseObject({
            whose: z.string().optional(),
            ended: z.string().optional(),
            after: brief.optional(),
          }),
        )
        .optional(),
    }),
  ),
  /** tokens that are not the spoke's own, shown as bearer; `control` is its own token at the same doors */
  "provider.bearers": piece(
    "spoke",
    1,
    z.looseObject({ control: z.array(bearer).optional(), attempts: z.array(bearer).optional() }),
  ),
};
