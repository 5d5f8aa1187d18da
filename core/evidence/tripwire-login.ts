import { z } from "zod";
import { answer } from "./piece.ts";

/** An answer without its body: most logins need no more. */
export const brief = answer.pick({ exchange: true, status: true, error: true, ms: true });

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
export const login = z.looseObject({
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
export const row = z.looseObject({
  id: z.string().optional(),
  email: z.string().optional(),
  createdAt: z.string().optional(),
  confirmed: z.boolean().optional(),
  identities: z
    .array(z.looseObject({ provider: z.string().optional(), providerId: z.string().optional() }))
    .optional(),
});
export type UserRow = z.infer<typeof row>;

/** One registration of the tripwire at the spoke's backend, and the logins through it. */
export const registration = z.looseObject({
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
