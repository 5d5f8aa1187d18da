import { fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Evidence } from "../../../core/evidence/index.ts";

/** What a strict relying party asks of an id_token (OIDC Core 3.1.3.7), one case each. */
export const QUESTIONS = [
  "signature",
  "alg",
  "kid",
  "iss",
  "sub",
  "aud",
  "azp",
  "exp",
  "iat",
  "nonce",
  "at_hash",
] as const;
/** And of one that a refresh brought: the same of the sign-in, not of the refresh (OIDC Core 12.2). */
export const REFRESHED = [...QUESTIONS, "auth_time"] as const;
/** What whoever verifies an access token by the key set asks of one that is a JWT (RFC 9068 4). */
export const OF_ACCESS = ["signature", "alg", "kid", "iss", "exp"] as const;
type Question = (typeof REFRESHED)[number];

type Seen = Evidence["claims.id_token"];
interface Live {
  readonly issuer: string;
  readonly kids: readonly unknown[];
  /** "id_token", "access token" */
  readonly what?: string;
}

const ASYMMETRIC = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
/** seconds that two clocks may differ; OIDC Core leaves it to the verifier, a few minutes at most (RFC 7519 4.1.4) */
const SKEW = 60;
/** seconds in which a token that was just asked for must have been issued */
const FRESH = 300;

const audiences = (aud: unknown): readonly unknown[] => (Array.isArray(aud) ? aud : [aud]);

/** Answers one question; a value that was not seen is unknown, one that is plainly not there is a fail. */
export const judgeIdToken = (
  question: Question,
  seen: Seen,
  { issuer, kids, what = "id_token" }: Live,
): Judgement => {
  const { token, exchange, original } = seen;
  const claims = token?.claims;
  if (token?.jwt === false) return fail(what, "a signed JWT", "something else", exchange);
  if (!claims || !token?.header) return unknown(`no ${what} was seen`, "a login at the hub that is seen");
  const { alg, kid } = token.header as { alg?: unknown; kid?: unknown };
  const now = Date.parse(seen.seenAt ?? "") / 1000;
  const bad = (expected: unknown, actual: unknown) =>
    fail(`${what} ${question}`, expected, actual ?? "missing", exchange);
  const hold = (good: boolean, expected: unknown, actual: unknown) => (good ? pass : bad(expected, actual));
  const sent = (value: string | undefined, then: (value: string) => Judgement) =>
    value === undefined ? unknown(`what ${question} is held against was not seen`, "a new run") : then(value);
  const timed = (then: (value: number) => Judgement) => {
    const value = claims[question];
    if (typeof value !== "number") return bad("a number of seconds since 1970", value);
    return Number.isNaN(now) ? unknown("when the token was seen is not recorded", "a new run") : then(value);
  };
  switch (question) {
    case "signature":
      return token.verified === undefined
        ? unknown("the signature was not examined", "a new run")
        : hold(token.verified, "verifies under the live JWKS", token.code ?? "does not verify");
    case "alg":
      return hold(typeof alg === "string" && ASYMMETRIC.includes(alg), "an asymmetric algorithm", alg);
    case "kid":
      return hold(typeof kid === "string" && kids.includes(kid), { "one of": kids }, kid);
    case "iss":
      return hold(claims.iss === issuer, issuer, claims.iss);
    case "sub":
      if (original?.sub !== undefined) return hold(claims.sub === original.sub, original.sub, claims.sub);
      return hold(
        typeof claims.sub === "string" && claims.sub !== "" && claims.sub.length <= 255,
        "1 to 255 characters",
        claims.sub,
      );
    case "aud":
      return sent(seen.client_id, (id) => hold(audiences(claims.aud).includes(id), id, claims.aud));
    case "azp":
      if (original !== undefined) {
        return hold(claims.azp === original.azp, original.azp ?? "none, as at the sign-in", claims.azp);
      }
      return sent(seen.client_id, (id) => {
        const several = audiences(claims.aud).length > 1;
        return hold(claims.azp === id || (claims.azp === undefined && !several), id, claims.azp);
      });
    case "exp":
      return timed((exp) => hold(exp > now - SKEW, "later than now", new Date(exp * 1000).toISOString()));
    case "iat":
      return timed((iat) =>
        hold(iat <= now + SKEW && iat >= now - FRESH, "of just now", new Date(iat * 1000).toISOString()),
      );
    case "nonce":
      // a refresh should bring none; one that comes must be that of the sign-in
      if (original !== undefined && claims.nonce === undefined) return pass;
      return sent(seen.nonce, (nonce) => hold(claims.nonce === nonce, nonce, claims.nonce));
    case "auth_time":
      if (claims.auth_time === undefined || original?.auth_time === undefined) return pass;
      return hold(claims.auth_time === original.auth_time, original.auth_time, claims.auth_time);
    case "at_hash":
      if (claims.at_hash === undefined) return pass;
      return sent(seen.at_hash, (hash) => hold(claims.at_hash === hash, hash, claims.at_hash));
  }
};
