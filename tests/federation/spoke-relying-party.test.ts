import { createHash } from "node:crypto";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { beforeAll, expect, test } from "vitest";
import { inForce, keptAs, type ProviderMode } from "../../fixtures/federation/backend/provider-mode.ts";
import { registrationFrom } from "../../fixtures/federation/backend/providers.ts";
import { createRelyingParty } from "../../fixtures/federation/backend/relying-party.ts";
import type { IdTokenCheck } from "../../fixtures/federation/backend/verify.ts";

const OP = "https://op.test";
const registration = registrationFrom({
  provider_type: "oidc",
  identifier: "custom:op",
  name: "OP",
  client_id: "client",
  client_secret: "a secret of at least thirty-two bytes",
  scopes: ["openid", "email"],
  issuer: `${OP}/manual`,
  authorization_url: `${OP}/manual/authorize`,
  token_url: `${OP}/manual/token`,
  userinfo_url: `${OP}/manual/userinfo`,
  jwks_uri: `${OP}/manual/jwks`,
});
const provider = inForce("manual", registration);

let published: CryptoKeyPair;
let stranger: CryptoKeyPair;
beforeAll(async () => {
  [published, stranger] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("RS256")]);
});

const now = (): number => Math.floor(Date.now() / 1000);
const right = (): JWTPayload => ({
  iss: `${OP}/manual`,
  aud: "client",
  sub: "person",
  nonce: "the nonce",
  iat: now(),
  exp: now() + 300,
  at_hash: createHash("sha256").update("access").digest().subarray(0, 16).toString("base64url"),
});
const signed = (
  claims: JWTPayload,
  header: object = {},
  key: CryptoKey | Uint8Array = published.privateKey,
) => new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "one", ...header }).sign(key);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const unsigned = (claims: JWTPayload): string =>
  `${[{ alg: "none" }, claims].map((one) => Buffer.from(JSON.stringify(one)).toString("base64url")).join(".")}.`;

/** A provider that answers a code with this id_token, and knows who asks for userinfo. */
const signIn = async (
  idToken: string | undefined,
  skips: IdTokenCheck[] = [],
  userinfo: object = { sub: "person" },
) => {
  const key = await exportJWK(published.publicKey);
  const answers: Record<string, object> = {
    [`${OP}/manual/token`]: { access_token: "access", id_token: idToken },
    [`${OP}/manual/userinfo`]: userinfo,
    [`${OP}/manual/jwks`]: { keys: [{ ...key, kid: "one", alg: "RS256", use: "sig" }] },
  };
  const fetch = async (url: string) => Response.json(answers[url], { status: answers[url] ? 200 : 404 });
  return createRelyingParty(fetch, new Set(skips)).exchange(provider, {
    code: "code",
    redirectUri: "https://spoke.test/callback",
    verifier: "verifier",
    nonce: "the nonce",
  });
};

test("the token it should take is taken", async () => {
  expect((await signIn(await signed(right()))).claims.sub).toBe("person");
});

const without = (claim: string): JWTPayload => {
  const { [claim]: _, ...rest } = right();
  return rest;
};
// what is wrong, and the one check that stands against it
const wrong: readonly (readonly [
  string,
  IdTokenCheck,
  () => Promise<string> | string | undefined,
  object?,
])[] = [
  ["no id_token", "id_token", () => undefined],
  ["a foreign key under the right kid", "signature", () => signed(right(), {}, stranger.privateKey)],
  ["no signature", "alg-none", () => unsigned(without("at_hash"))],
  [
    "HS256 under the client secret",
    "alg-confusion",
    () => signed(right(), { alg: "HS256" }, bytes(registration.client_secret)),
  ],
  ["an unknown kid", "kid", () => signed(right(), { kid: "two" }, stranger.privateKey)],
  ["another issuer", "issuer", () => signed({ ...right(), iss: `${OP}/poisoned` })],
  ["a slash on the issuer", "issuer", () => signed({ ...right(), iss: `${OP}/manual/` })],
  ["another audience", "audience", () => signed({ ...right(), aud: "other" })],
  ["no audience", "audience", () => signed(without("aud"))],
  ["an extra audience", "azp", () => signed({ ...right(), aud: ["client", "other"] })],
  ["long expired", "expiry", () => signed({ ...right(), exp: now() - 120 })],
  ["no expiry", "expiry", () => signed(without("exp"))],
  ["not valid yet", "future", () => signed({ ...right(), nbf: now() + 900 })],
  ["issued in the future", "future", () => signed({ ...right(), iat: now() + 900 })],
  ["no iat", "iat", () => signed(without("iat"))],
  ["another nonce", "nonce", () => signed({ ...right(), nonce: "other" })],
  ["no nonce", "nonce", () => signed(without("nonce"))],
  [
    "another access token's at_hash",
    "at_hash",
    () => signed({ ...right(), at_hash: "AAAAAAAAAAAAAAAAAAAAAA" }),
  ],
  ["userinfo of somebody else", "userinfo-subject", () => signed(right()), { sub: "other" }],
  ["userinfo of nobody", "userinfo-subject", () => signed(right()), { email: "a@x.test" }],
];
test.for(wrong)("%s is refused, and by %s alone", async ([_, check, token, userinfo]) => {
  await expect(signIn(await token(), [], userinfo)).rejects.toThrow("Error getting user profile");
  await expect(signIn(await token(), [check], userinfo)).resolves.toBeDefined();
});

test("a token without sub is refused", async () => {
  await expect(signIn(await signed(without("sub")))).rejects.toThrow("Error getting user profile");
});

test.each<[ProviderMode, string[], string]>([
  ["manual", [], `${OP}/manual/authorize`],
  ["discovery", [`${OP}/manual/.well-known/openid-configuration`], `${OP}/poisoned/authorize`],
  ["discovery-url", [`${OP}/elsewhere`], `${OP}/poisoned/authorize`],
  ["oauth2", [], `${OP}/manual/authorize`],
])("in mode %s discovery is asked at %j and the browser goes to %s", async (mode, asked, authorization) => {
  const fetched: string[] = [];
  const fetch = async (url: string) => {
    fetched.push(url);
    return Response.json({ issuer: `${OP}/manual`, authorization_endpoint: `${OP}/poisoned/authorize` });
  };
  const given = { ...registration, discovery_url: mode === "discovery-url" ? `${OP}/elsewhere` : "" };
  const used = inForce(mode, await keptAs(mode, given, fetch));
  expect([fetched, used.authorization, used.idToken]).toEqual([asked, authorization, mode !== "oauth2"]);
});
