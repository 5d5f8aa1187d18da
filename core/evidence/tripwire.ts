import { z } from "zod";
import { answer, piece } from "./piece.ts";

/** An answer without its body: most logins need no more. */
const brief = answer.pick({ exchange: true, status: true, error: true, ms: true });

/** One request that reached the tripwire. */
const touch = z.looseObject({
  /** "discovery", "authorization", "token", "userinfo", "jwks", or one of the last four after "poisoned " */
  at: z.string().optional(),
  /** what the harness was doing: "registration", "start", "callback", "after" */
  phase: z.string().optional(),
  method: z.string().optional(),
  /** how the client said who it is at the token endpoint: "header", "body", "query", "none" */
  client: z.string().optional(),
});
export type Touch = z.infer<typeof touch>;

/** One login through the tripwire, with the one thing that was wrong with it, and what the spoke made of it. */
const login = z.looseObject({
  name: z.string().optional(),
  /** what was sent otherwise than an honest provider would */
  sent: z.string().optional(),
  /** whom it spoke of; addresses lie under a domain of this run only */
  sub: z.string().optional(),
  email: z.string().optional(),
  start: brief.optional(),
  /** where the browser was sent: "authorization", "poisoned authorization", or the address */
  sentTo: z.string().optional(),
  /** whether state and nonce came along */
  asked: z
    .looseObject({
      state: z.boolean().optional(),
      nonce: z.boolean().optional(),
      /** the redirect URI that it named */
      redirect: z.string().optional(),
    })
    .optional(),
  /** endpoints of the tripwire that this login reached, in order */
  touched: z.array(z.string()).optional(),
  client: z.array(z.string()).optional(),
  /** PKCE as it was asked for, and whether the verifier that was redeemed is the challenge's: "right", "wrong", "none" */
  pkce: z
    .looseObject({
      method: z.string().optional(),
      /** characters of the challenge */
      challenge: z.int().optional(),
      verifier: z.string().optional(),
    })
    .optional(),
  /** seconds of tries before this one, which a backend's cooldown asked for */
  waited: z.number().optional(),
  callback: brief.extend({ headers: answer.shape.headers, body: answer.shape.body }).optional(),
  /** where the spoke sent the browser afterwards, without secrets */
  landed: z
    .looseObject({
      origin: z.string().optional(),
      params: z.array(z.string()).optional(),
      error: z.string().optional(),
      code: z.string().optional(),
      description: z.string().optional(),
    })
    .optional(),
  /** a session was handed over */
  session: z.boolean().optional(),
  /** the spoke's own auth API asked with it */
  own: brief.optional(),
  /** the id it gave */
  user: z.string().optional(),
  /** milliseconds from the start to the session or to its refusal */
  ms: z.number().optional(),
  /** JWKS requests while it went on, where no other login was under way */
  jwks: z.int().optional(),
  /** our own inability */
  unreached: z.string().optional(),
});
export type TripwireLogin = z.infer<typeof login>;

/** A user row under the run's own domain, as the admin API shows it. */
const row = z.looseObject({
  id: z.string().optional(),
  email: z.string().optional(),
  createdAt: z.string().optional(),
  confirmed: z.boolean().optional(),
  identities: z
    .array(z.looseObject({ provider: z.string().optional(), providerId: z.string().optional() }))
    .optional(),
});
export type UserRow = z.infer<typeof row>;

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

/** One registration of the tripwire at the spoke's backend, and the logins through it. */
const registration = z.looseObject({
  /** settings that its discovery document states otherwise; empty for an honest one */
  poisoned: z.array(z.string()).optional(),
  /** by setting: what was registered, and what the discovery document says instead */
  set: z.record(z.string(), z.string()).optional(),
  document: z.record(z.string(), z.string()).optional(),
  answer: answer.optional(),
  /** it can be used; a person who registered it by hand says what the backend said otherwise */
  taken: z.boolean().optional(),
  said: z.string().optional(),
  /** what the admin API reads back, without secrets; absent where nothing reads it */
  stored: z.unknown().optional(),
  /** in neutral words (see provider.registered): what was entered, and what of it is read back */
  sent: z.record(z.string(), z.unknown()).optional(),
  read: z.record(z.string(), z.unknown()).optional(),
  /** it is switched off, or gone, after use */
  ended: z.string().optional(),
  /** the start of a login once it was switched off */
  afterwards: brief.optional(),
  touches: z.array(touch).optional(),
  logins: z.array(login).optional(),
});
export type TripwireRegistration = z.infer<typeof registration>;

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
