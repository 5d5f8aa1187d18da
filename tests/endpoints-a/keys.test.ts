import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import usable from "../../gates/endpoints/jwks/jwks-keys-usable.check.ts";
import secret from "../../gates/endpoints/jwks/jwks-no-secret-material.check.ts";

const url = "https://auth.test/jwks.json";
const served = (text: string, at = url) => ({ url: at, status: 200, body: text, json: JSON.parse(text) });
const none = { error: { code: "NO_ISSUER" } };

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "jwk" });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" });
const ed = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
const short = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey.export({ format: "jwk" });

const judged = (...keys: object[]) =>
  usable.judge({ jwks: { effective: served(JSON.stringify({ keys })) } } as never, undefined as never).is;

test.each<[string, object, string]>([
  ["RSA of 2048 bits", { ...rsa, alg: "RS256", use: "sig" }, "pass"],
  ["a curve with its algorithm", { ...ec, alg: "ES256", key_ops: ["verify"] }, "pass"],
  ["an Edwards curve", { ...ed, alg: "EdDSA" }, "pass"],
  ["RSA of 1024 bits", short, "fail"],
  ["RSA of 1024 bits, with zeros in front", { ...short, n: `${"A".repeat(172)}${short.n}` }, "fail"],
  ["an exponent of one", { ...rsa, e: "AQ" }, "fail"],
  ["no exponent", { kty: "RSA", n: rsa.n }, "fail"],
  ["the algorithm of another key type", { ...ec, alg: "RS256" }, "fail"],
  ["the algorithm of a curve on an Edwards curve", { ...ed, alg: "ES256" }, "fail"],
  ["a use that nobody knows", { ...rsa, use: "signature" }, "fail"],
  ["an operation that is not verifying", { ...rsa, key_ops: ["sign"] }, "fail"],
  ["a curve that JOSE does not know", { ...ec, crv: "secp192r1" }, "fail"],
])("a signing key: %s", (_what, key, outcome) => {
  expect(judged(key)).toBe(outcome);
});

test("keys for encryption stand beside signing keys, and do not replace them", () => {
  const forEncryption = [
    { ...short, use: "enc" },
    { ...short, alg: "RSA-OAEP-256" },
  ];
  expect(judged(rsa, ...forEncryption)).toBe("pass");
  expect(judged(...forEncryption)).toBe("fail");
});

const leak = (jwks: object) => secret.judge({ jwks } as never, undefined as never);
const clean = served(JSON.stringify({ keys: [rsa] }));

test.each([
  ["a private member of a key that no library takes", `{"keys":[{"kty":"made-up","d":"AAAA"}]}`],
  ["the first of two members of one name", `{"keys":[{"kty":"RSA","d":"AAAA","n":"x"}],"keys":[]}`],
  ["a name that is escaped", `{"keys":[{"kty":"RSA","\\u0064":"AAAA"}]}`],
  ["a symmetric key without its value", `{"keys":[{"kty":"oct"}]}`],
  ["a key where a set should be", `{"kty":"RSA","p" : "AAAA"}`],
])("secret material is found: %s", (_what, text) => {
  expect(leak({ public: served(text), backend: clean, advertised: clean }).is).toBe("fail");
});

test("every place is looked at, the advertised one too", () => {
  const leaking = served(`{"keys":[{"kty":"RSA","d":"AAAA"}]}`, "https://auth.test/other.json");
  expect(leak({ public: clean, backend: clean, advertised: leaking })).toMatchObject({
    is: "fail",
    at: "https://auth.test/other.json",
  });
  expect(leak({ public: clean, backend: leaking, advertised: clean }).is).toBe("fail");
  expect(leak({ public: clean, backend: none, advertised: clean }).is).toBe("unknown");
  expect(leak({ public: clean, backend: clean, advertised: {} }).is).toBe("unknown");
  expect(leak({ public: clean, backend: leaking, advertised: {} }).is).toBe("fail");
});
