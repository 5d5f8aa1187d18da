import { generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import { calculateJwkThumbprint, type JWK } from "jose";
import { expect, test } from "vitest";
import { openEnvelope, signStatement } from "../../core/bundle/dsse.ts";
import { freshKey, publicJwk, readPrivateKey, readPublicKey, thumbprintOf } from "../../core/bundle/keys.ts";

const keys: Readonly<Record<string, KeyObject>> = {
  Ed25519: freshKey(),
  "P-256": generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
  RSA: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
};
const kinds = Object.keys(keys);
const keyOf = (kind: string): KeyObject => keys[kind] ?? freshKey();

test.each(kinds)("%s: what was signed opens, with the thumbprint of RFC 7638", async (kind) => {
  const key = keyOf(kind);
  const opened = openEnvelope(JSON.stringify(signStatement({ said: "yes" }, key)));
  expect(opened).toEqual({
    ok: true,
    statement: { said: "yes" },
    keys: [await calculateJwkThumbprint({ ...publicJwk(key) } as unknown as JWK)],
  });
});

test("the signature is DSSE's: over type and body, by the encoding of its specification", () => {
  const key = keyOf("Ed25519");
  const { payload, signatures } = signStatement({ said: "yes" }, key);
  const body = Buffer.from(payload, "base64");
  const type = "application/vnd.in-toto+json";
  const signed = Buffer.concat([Buffer.from(`DSSEv1 28 ${type} ${body.length} `), body]);
  const sig = Buffer.from(signatures[0]?.sig ?? "", "base64");
  expect(verify(null, signed, readPublicKey(JSON.stringify(publicJwk(key))), sig)).toBe(true);
});

test.each(kinds)("%s: another body, another key or another name of the key is refused", (kind) => {
  const envelope = signStatement({ said: "no" }, keyOf(kind));
  const [signature] = envelope.signatures;
  const other = publicJwk(freshKey());
  for (const odd of [
    { ...envelope, payload: Buffer.from('{"said":"yes"}').toString("base64") },
    { ...envelope, payloadType: "application/json" },
    { ...envelope, signatures: [] },
    { ...envelope, signatures: [{ ...signature, publicKey: other }] },
    { ...envelope, signatures: [{ ...signature, keyid: thumbprintOf(other) }] },
    { ...envelope, signatures: [signature, { ...signature, publicKey: other, keyid: thumbprintOf(other) }] },
  ]) {
    expect(openEnvelope(JSON.stringify(odd)).ok).toBe(false);
  }
  expect(openEnvelope("not json").ok).toBe(false);
});

test("keys are read from JWK and PEM, and a mistake never repeats what was written", () => {
  const key = keyOf("P-256");
  const pem = key.export({ type: "pkcs8", format: "pem" }).toString();
  const jwk = JSON.stringify(key.export({ format: "jwk" }));
  for (const written of [pem, jwk]) {
    expect(thumbprintOf(publicJwk(readPrivateKey(written)))).toBe(thumbprintOf(publicJwk(key)));
  }
  for (const written of ["my-secret-value", '{"kty":"oct","k":"my-secret-value"}', '{"my-secret-value"']) {
    expect(() => readPrivateKey(written)).toThrow(/neither a private JWK nor a PEM/);
    expect(() => readPrivateKey(written)).not.toThrow(/my-secret-value/);
  }
});
