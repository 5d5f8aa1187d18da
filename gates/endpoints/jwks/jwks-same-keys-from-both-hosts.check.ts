import { all, blockedBy, defineCheck, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Answer } from "../../../core/evidence/piece.ts";
import { type Document, keysOf, notAsked, summary } from "../reading.ts";

/** kid and key material, nothing else: one line a key. */
const lineOf = (key: Document): string =>
  JSON.stringify([key.kid, key.kty, key.crv, key.n, key.e, key.x, key.y]);
const setOf = (keys: readonly Document[]): string => keys.map(lineOf).sort().join("\n");
const kidsOf = (keys: readonly Document[]): unknown[] => keys.map((key) => key.kid ?? "without kid");

export default defineCheck({
  level: "required",
  title: "Every host serves the same keys",
  failureTitle: "The hosts serve different keys",
  why: "A spoke that fetches keys from one host must be able to verify what any other host's documents promise.",
  remedy:
    "Hub operator: serve one key set from the public domain, the issuer's host and the advertised jwks_uri; purge caches after a rotation.",
  sources: ["S2:verify-every-endpoint", "S3:JWKS"],
  kinds: ["hub"],
  needs: ["jwks.public", "jwks.backend", "jwks.advertised"],
  when: {
    holds: ({ jwks }) => !(keysOf(jwks.backend) && !keysOf(jwks.public)),
    because:
      "the public domain serves no key set (endpoints/jwks-answers says so): there is one, and nothing to compare it with",
  },
  judge: ({ jwks }) => {
    const here = keysOf(jwks.public);
    if (!here) return blockedBy("endpoints/jwks-answers", `no key set: ${summary(jwks.public)}`);
    const compare = (answer: Answer, evidence: string): Judgement => {
      if (answer.url === undefined && answer.error === undefined) {
        return blockedBy("endpoints/discovery-metadata-valid", "discovery advertises no jwks_uri");
      }
      if (notAsked(answer) || answer.status === undefined) {
        const because = `${answer.url}: ${summary(answer)}`;
        return unknown(because, "a route to that host", { evidence, because });
      }
      const there = keysOf(answer);
      const shown = [jwks.public.exchange, answer.exchange];
      const at = answer.url ?? evidence;
      if (!there) return fail(at, kidsOf(here), summary(answer), ...shown);
      if (setOf(here) === setOf(there)) return pass;
      const sameKids = JSON.stringify(kidsOf(here)) === JSON.stringify(kidsOf(there));
      return sameKids
        ? fail(at, "the same key material under each kid", "other key material under the same kids", ...shown)
        : fail(at, kidsOf(here), kidsOf(there), ...shown);
    };
    return all([compare(jwks.backend, "jwks.backend"), compare(jwks.advertised, "jwks.advertised")]);
  },
});
