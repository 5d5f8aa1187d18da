import { generateKeyPairSync } from "node:crypto";
import { CompactSign, exportJWK } from "jose";
import { expect, test } from "vitest";
import { describeToken } from "../../probes/oauth/describe.ts";
import { forgeries } from "../../probes/oauth/forge.ts";

const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256", use: "sig" }] };
const token = await new CompactSign(Buffer.from(JSON.stringify({ sub: "alice", iss: "https://hub.test" })))
  .setProtectedHeader({ alg: "ES256", kid: "k1" })
  .sign(privateKey);

test("a token is described without its value", async () => {
  const described = await describeToken(token, keys);
  expect(described).toMatchObject({
    jwt: true,
    verified: true,
    header: { alg: "ES256", kid: "k1" },
    claims: { sub: "alice" },
  });
  expect(JSON.stringify(described)).not.toContain(token.split(".")[2]);
});

test("what is no token, and what is signed by nobody, is said so", async () => {
  expect(await describeToken("opaque-value", keys)).toMatchObject({ jwt: false });
  expect(await describeToken(token, { keys: [] })).toMatchObject({
    verified: false,
    code: "ERR_JWKS_NO_MATCHING_KEY",
  });
  for (const nonsense of [undefined, null, [], "<html>", { keys: "x" }]) {
    expect((await describeToken(token, nonsense)).verified).toBe(false);
  }
});

test("no forgery verifies, and each keeps the claims of the real one", async () => {
  const made = await forgeries(token, keys);
  expect(made.map(({ name }) => name)).toEqual([
    "tampered-signature",
    "tampered-claims",
    "alg-none",
    "hs256-with-public-key",
    "unrelated-key",
  ]);
  for (const { value } of made) {
    expect(value).not.toBe(token);
    expect(await describeToken(value, keys)).toMatchObject({ verified: false, claims: { sub: "alice" } });
  }
});

test("an opaque token is only tampered with", async () => {
  const [only, ...others] = await forgeries("0123456789abcdef", keys);
  expect([only?.name, others.length]).toEqual(["tampered", 0]);
  expect(only?.value).not.toBe("0123456789abcdef");
});
