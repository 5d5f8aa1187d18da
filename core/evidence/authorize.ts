import { z } from "zod";
import { attempt, attempts, piece, walk } from "./piece.ts";

/** A correct sign-in at the public domain, as far as the harness could take it. */
const signin = z.looseObject({
  /** what was asked for; the verifier is not here */
  sent: z
    .looseObject({
      client_id: z.string().optional(),
      redirect_uri: z.string().optional(),
      state: z.string().optional(),
      scope: z.string().optional(),
    })
    .optional(),
  /** id of the test user; absent when nobody's password was given and the walk ends at the sign-in page */
  user: z.string().optional(),
  walk: walk.optional(),
  /** the same request, state included, at the issuer's host: tried only when the public domain did not take it */
  fallback: walk.optional(),
});

/** Requests that carry an error back to the redirect URI. */
const errors = z.looseObject({
  attempts: z
    .array(
      z.looseObject({
        name: z.string().optional(),
        sent: z.string().optional(),
        state: z.string().optional(),
        walk: walk.optional(),
      }),
    )
    .optional(),
});

/** Requests with markup and line breaks in their parameters. */
const injections = z.looseObject({
  attempts: z
    .array(
      attempt.extend({
        /** parameters of which a part became an element or an attribute of a page */
        markup: z.array(z.string()).optional(),
        /** parameters that came back as a header of their own */
        headers: z.array(z.string()).optional(),
      }),
    )
    .optional(),
});

export const authorize = {
  "authorize.signin": piece("spoke", 1, signin),
  "authorize.errors": piece("spoke", 1, errors),
  /** near misses of the registered redirect URI, with a signed-in user */
  "authorize.redirects": piece("spoke", 1, attempts),
  /** the callbacks of older instructions */
  "authorize.retired": piece("spoke", 1, attempts),
  /** callbacks on the backend vendor's host; named "declared" or "guessed" by where the host is from */
  "authorize.vendor": piece("spoke", 1, attempts),
  /** clients that do not exist */
  "authorize.clients": piece("spoke", 1, attempts),
  /** other response types than code, and none, with a signed-in user; named by the response type */
  "authorize.response_types": piece("spoke", 1, attempts),
  /** without a code challenge, and with one that is not a SHA-256 hash, with a signed-in user */
  "authorize.pkce": piece("spoke", 1, attempts),
  "authorize.injections": piece("spoke", 1, injections),
  /** the correct request sent by POST, without signing in */
  "authorize.post": piece("spoke", 1, walk),
  /** the same request at the issuer's host, without signing in */
  "authorize.backend": piece("spoke", 1, walk),
};
