import { blockedBy, defineCheck, fail, pass } from "../../../core/check.ts";
import { discoveryOf, isText, keysOf } from "../reading.ts";

/** Key type that an algorithm needs (RFC 7518 3.1, RFC 8037 3.1); undefined for anything symmetric. */
const keyTypeOf = (alg: string): string | undefined =>
  /^(?:RS|PS)\d/.test(alg) ? "RSA" : /^ES\d/.test(alg) ? "EC" : /^Ed/.test(alg) ? "OKP" : undefined;

export default defineCheck({
  level: "required",
  title: "id_tokens are signed with an asymmetric algorithm",
  failureTitle: "id_tokens may be unsigned, or no asymmetric algorithm can be served",
  why: "Spokes verify against public keys alone. `none` needs no key at all, and a shared secret must never leave Cargo.",
  remedy:
    "Hub operator: take `none` out of id_token_signing_alg_values_supported, sign with RS256 or ES256, and publish the key in the JWKS.",
  sources: ["S3:asymmetric-keys", "OIDCD:3", "RFC8725:3.2"],
  threat: ["RFC8725:2.1"],
  kinds: ["hub"],
  needs: ["discovery.effective", "jwks.effective"],
  judge: ({ discovery, jwks }) => {
    const read = discoveryOf(discovery.effective);
    if ("blocked" in read) return read.blocked;
    const algs = read.document.id_token_signing_alg_values_supported;
    if (!Array.isArray(algs) || algs.length === 0) {
      return blockedBy("endpoints/discovery-metadata-valid", "discovery lists no signing algorithm");
    }
    const at = `${discovery.effective.url} id_token_signing_alg_values_supported`;
    const shown = [discovery.effective.exchange, jwks.effective.exchange];
    if (algs.some((alg) => isText(alg) && /^none$/i.test(alg))) {
      return fail(at, "no `none`", algs, ...shown);
    }
    const wanted = algs.filter(isText).map(keyTypeOf);
    if (wanted.every((type) => type === undefined))
      return fail(at, "an asymmetric algorithm", algs, ...shown);
    const keys = keysOf(jwks.effective);
    if (!keys) return blockedBy("endpoints/jwks-answers", "there is no key set to compare with");
    const types = keys.filter((key) => key.use !== "enc").map((key) => key.kty);
    if (types.length === 0) return blockedBy("endpoints/jwks-keys-usable", "the key set has no signing key");
    return wanted.some((type) => type !== undefined && types.includes(type))
      ? pass
      : fail(at, `an algorithm that a published ${types.join(" or ")} key can serve`, algs, ...shown);
  },
});
