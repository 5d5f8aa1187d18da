import { blockedBy, defineCheck, eachCase, fail, type Judgement, pass } from "../../../core/check.ts";
import { type Document, isText, keysOf, summary } from "../reading.ts";

const CURVES: Readonly<Record<string, string>> = { "P-256": "ES256", "P-384": "ES384", "P-521": "ES512" };

/** Value of a base64url integer: zeros in front are no strength. */
const bitsOf = (modulus: unknown): number => {
  if (!isText(modulus) || !/^[\w-]+$/.test(modulus)) return 0;
  const hex = Buffer.from(modulus, "base64url").toString("hex").replace(/^0+/, "");
  return hex === "" ? 0 : hex.length * 4 - Math.clz32(Number.parseInt(hex[0] ?? "0", 16)) + 28;
};
/** An exponent of 1 signs nothing, an even one is none. */
const exponent = (e: unknown): boolean => {
  const bytes = isText(e) ? [...Buffer.from(e, "base64url")] : [];
  const odd = ((bytes.at(-1) ?? 0) & 1) === 1;
  return odd && (bytes.length > 1 || (bytes[0] ?? 0) >= 3);
};
/** Keys of other uses may stand beside them; some say so by their alg alone. */
const forEncryption = ({ use, alg }: Document): boolean =>
  use === "enc" || (use === undefined && isText(alg) && /^(?:RSA1_5|RSA-OAEP|ECDH-ES)/.test(alg));
const fits = (alg: unknown, pattern: RegExp): boolean =>
  alg === undefined || (isText(alg) && pattern.test(alg));

/** What is wrong with a signing key; undefined when nothing is. */
const trouble = (key: Document): string | undefined => {
  const { kty, alg, crv, n, e, x, y, use, key_ops } = key;
  if (use !== undefined && use !== "sig") return `use ${JSON.stringify(use)}`;
  if (Array.isArray(key_ops) && !key_ops.includes("verify")) return `key_ops without verify`;
  if (kty === "RSA") {
    if (bitsOf(n) < 2048) return `an RSA key of ${bitsOf(n)} bits`;
    if (!exponent(e)) return `an RSA key with exponent ${JSON.stringify(e ?? "absent")}`;
    return fits(alg, /^(?:RS|PS)(?:256|384|512)$/) ? undefined : `RSA with alg ${alg}`;
  }
  if (kty === "EC") {
    const right = isText(crv) ? CURVES[crv] : undefined;
    if (right === undefined || !isText(x) || !isText(y)) return `an EC key on ${crv ?? "no curve"}`;
    return alg === undefined || alg === right ? undefined : `${crv} with alg ${alg}`;
  }
  if (kty === "OKP") {
    if ((crv !== "Ed25519" && crv !== "Ed448") || !isText(x)) return `an OKP key on ${crv ?? "no curve"}`;
    return fits(alg, /^(?:EdDSA|Ed25519|Ed448)$/) ? undefined : `${crv} with alg ${alg}`;
  }
  return `a key of type ${kty ?? "unknown"}`;
};

export default defineCheck({
  level: "required",
  title: "The key set has strong keys for signing",
  failureTitle: "The key set has no signing key, or a weak or contradictory one",
  why: "Spokes pick the key that a token names; one that is weak, or whose alg contradicts its type, breaks or betrays logins.",
  remedy:
    "Hub operator: sign with RSA of at least 2048 bits or a P-256 (or stronger) key, with matching alg and use.",
  sources: ["S3:asymmetric-keys", "RFC7517:4", "RFC7518:3.3", "RFC8725:3.5"],
  kinds: ["hub"],
  needs: ["jwks.effective"],
  judge: ({ jwks: { effective: answer } }) => {
    const keys = keysOf(answer);
    if (!keys) return blockedBy("endpoints/jwks-answers", `no key set to look at: ${summary(answer)}`);
    const signing = keys.filter((key) => !forEncryption(key) && key.kty !== "oct");
    if (signing.length === 0)
      return fail(`${answer.url}`, "at least one signing key", "none", answer.exchange);
    const judge = (key: Document): Judgement => {
      const wrong = trouble(key);
      const expected = "RSA >= 2048 bits or P-256 and better, alg to match";
      return wrong ? fail(`${answer.url} kid ${key.kid}`, expected, wrong, answer.exchange) : pass;
    };
    return eachCase(signing, (key) => String(key.kid ?? "without kid"), judge);
  },
});
