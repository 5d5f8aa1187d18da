import { blockedBy, defineCheck, eachCase, fail, type Judgement, pass } from "../../../core/check.ts";
import { type Document, isText, keysOf, summary } from "../reading.ts";

const CURVES: Readonly<Record<string, string>> = { "P-256": "ES256", "P-384": "ES384", "P-521": "ES512" };

const bitsOf = (modulus: unknown): number => {
  if (!isText(modulus) || !/^[\w-]+$/.test(modulus)) return 0;
  const bytes = Math.floor((modulus.length * 6) / 8);
  return bytes * 8;
};

/** What is wrong with a signing key; undefined when nothing is. */
const trouble = (key: Document): string | undefined => {
  const { kty, alg, crv, n, e, x, y } = key;
  if (kty === "RSA") {
    if (bitsOf(n) < 2048 || !isText(e)) return `an RSA key of ${bitsOf(n)} bits`;
    return alg === undefined || /^(?:RS|PS)(?:256|384|512)$/.test(String(alg))
      ? undefined
      : `RSA with alg ${alg}`;
  }
  if (kty === "EC") {
    const right = isText(crv) ? CURVES[crv] : undefined;
    if (right === undefined || !isText(x) || !isText(y)) return `an EC key on ${crv ?? "no curve"}`;
    return alg === undefined || alg === right ? undefined : `${crv} with alg ${alg}`;
  }
  if (kty === "OKP") return crv === "Ed25519" || crv === "Ed448" ? undefined : `an OKP key on ${crv}`;
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
    const signing = keys.filter((key) => key.use !== "enc" && key.kty !== "oct");
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
