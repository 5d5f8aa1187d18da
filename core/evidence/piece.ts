import { z } from "zod";

/** Where a piece belongs: seen once at the hub and shared by all spokes, or seen at each spoke. */
export type Scope = "hub" | "spoke";

/** One kind of evidence: its shape today, and how older ones are lifted to it. */
export interface Piece<S extends z.ZodType = z.ZodType> {
  readonly of: Scope;
  /** Raised with every change of shape that old evidence does not satisfy. */
  readonly version: number;
  readonly shape: S;
  /** `upgrade[n]` lifts the value of version n to version n + 1. Without a step the piece is unknown. */
  readonly upgrade?: Readonly<Record<number, (old: unknown) => unknown>>;
}

/** Declares a kind of evidence. Shapes say what was seen, never what is right: loose, and every field optional. */
export const piece = <S extends z.ZodType>(of: Scope, version: number, shape: S): Piece<S> => ({
  of,
  version,
  shape,
});

/** A failure to get an answer is an observation too: refused, reset, timed out, TLS refused. */
const transportError = z.looseObject({ code: z.string().optional(), message: z.string().optional() });

/** One HTTP answer as it was seen: either `status` is there, or `error` is. Bodies are redacted and cut. */
export const answer = z.looseObject({
  /** id of the exchange in exchanges.har */
  exchange: z.string().optional(),
  method: z.string().optional(),
  url: z.string().optional(),
  status: z.int().optional(),
  /** names in lower case; a header sent more than once is joined with ", " (set-cookie with "\n") */
  headers: z.record(z.string(), z.string()).optional(),
  /** text of the body, redacted, at most 64 KiB */
  body: z.string().optional(),
  /** the parsed body, when it parses as JSON (JSON.parse hides duplicate keys: see `body`) */
  json: z.unknown().optional(),
  error: transportError.optional(),
  /** what went with the request, redacted; Basic credentials are decoded, a cookie is only named */
  sent: z
    .looseObject({
      /** the target of the first line, where it was an absolute URL */
      target: z.string().optional(),
      /** a header that was sent twice has a line for each */
      headers: z.record(z.string(), z.string()).optional(),
      body: z.string().optional(),
    })
    .optional(),
  /** error codes of the connections that dropped before this answer came */
  dropped: z.array(z.string()).optional(),
  /** milliseconds from the request to the end of the body */
  ms: z.number().optional(),
  seenAt: z.string().optional(),
});
export type Answer = z.infer<typeof answer>;

/** The answer that dependent rows rest on: the public domain's, or the issuer host's where only that one serves. */
export const effective = answer.extend({
  /** it is the issuer host's */
  fallback: z.boolean().optional(),
});

/** A walk through redirects: each hop's answer, and where it came to rest. Codes and tokens are redacted. */
export const walk = z.looseObject({
  hops: z.array(answer).optional(),
  /** the first URL that was not followed (a redirect URI, or a page), query values of secrets redacted */
  landed: z.string().optional(),
  /** names of the query and fragment parameters at `landed`, with the values that are no secret */
  params: z.record(z.string(), z.string()).optional(),
  /** why the walk ended: "arrived" at the address it waited for, "page", "refused", "error", "too many redirects" */
  ended: z.string().optional(),
});
export type Walk = z.infer<typeof walk>;

/** One request or login with one known deviation, and what came of it: the unit of evidence of every negative. */
export const attempt = z.looseObject({
  /** short stable name of the deviation, e.g. "trailing-slash" */
  name: z.string().optional(),
  /** what was sent, in words or as the value itself (never a secret) */
  sent: z.string().optional(),
  answer: answer.optional(),
  walk: walk.optional(),
});
export type Attempt = z.infer<typeof attempt>;

/** A list of attempts, as one piece of evidence. */
export const attempts = z.looseObject({ attempts: z.array(attempt).optional() });

/** A token without its value: enough to judge, useless to a thief. */
export const token = z.looseObject({
  header: z.looseObject({}).optional(),
  claims: z.looseObject({}).optional(),
  /** sha256 of the token, base64url, first 16 characters */
  thumbprint: z.string().optional(),
  /** length of the token in bytes */
  size: z.int().optional(),
  /** signature under the live JWKS: true, or false with jose's error code in `code` */
  verified: z.boolean().optional(),
  code: z.string().optional(),
  /** false for an opaque token: there is nothing to decode */
  jwt: z.boolean().optional(),
});
export type Token = z.infer<typeof token>;
