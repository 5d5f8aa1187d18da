import { createHash } from "node:crypto";
import { createRemoteJWKSet, customFetch, jwtVerify } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Federation } from "../../fixtures/federation/start.ts";
import {
  type Answer,
  authorizeUrl,
  type Browser,
  browser,
  callbackOf,
  claimsOf,
  credentials,
  exchange,
  file,
  inside,
  login,
  pilot,
  pkce,
  refresh,
  sharedTrust,
  signIn,
  start,
  submit,
  userNamed,
} from "./hub-support.ts";

const alice = userNamed("alice");
const { acme = {}, globex = {} } = alice.organisations;
let federation: Federation;
const browsers: Browser[] = [];
const visitor = (): Browser => {
  const fresh = browser(federation);
  browsers.push(fresh);
  return fresh;
};
const auth = file.hub.public_url;
const bearer = (token: string | undefined) => ({ headers: { authorization: `Bearer ${token}` } });
const userinfo = (who: Browser, token: string | undefined): Promise<Answer> =>
  who.send(`${auth}${file.hub.endpoints.userinfo}`, bearer(token));

const atHash = (token: string): string =>
  createHash("sha256").update(token).digest().subarray(0, 16).toString("base64url");

beforeAll(async () => {
  federation = await start();
});
afterAll(async () => {
  for (const one of browsers) await one.close();
  await federation.close();
});

test("discovery on both hosts names one issuer, and each host's own endpoints", async () => {
  const who = visitor();
  const [branded, backend] = await Promise.all([
    who.send(`${auth}/.well-known/openid-configuration`),
    who.send(`${federation.world.at.issuer}/.well-known/openid-configuration`),
  ]);
  expect(branded.json.issuer).toBe(federation.world.at.issuer);
  expect(backend.json.issuer).toBe(federation.world.at.issuer);
  expect(branded.json.token_endpoint).toBe(`${auth}/oauth/token`);
  expect(backend.json.token_endpoint).toBe(`${federation.world.at.issuer}/oauth/token`);
  expect(branded.json.id_token_signing_alg_values_supported).toEqual(["RS256", "ES256"]);
});

test("a login by form posts ends at the callback, with tokens that verify and carry the contract everywhere", async () => {
  const who = visitor();
  const { verifier, challenge } = pkce();
  const landed = await signIn(who, "alice", authorizeUrl(challenge, { nonce: "the-nonce" }));
  const callback = callbackOf(landed);
  expect(Object.fromEntries(callback)).toMatchObject({ state: "the-state", iss: federation.world.at.issuer });

  const { json: tokens, headers } = await exchange(who, callback.get("code") ?? "", verifier);
  expect(headers["cache-control"]).toBe("no-store");
  const jwks = createRemoteJWKSet(new URL(`${auth}${file.hub.endpoints.jwks}`), {
    [customFetch]: async (url: string) => new Response((await who.send(url)).text),
  });
  const issued = { issuer: federation.world.at.issuer };
  const id = await jwtVerify(tokens.id_token ?? "", jwks, { ...issued, audience: pilot.client.id });
  const access = await jwtVerify(tokens.access_token ?? "", jwks, { ...issued, typ: "at+jwt" });
  const info = await userinfo(who, tokens.access_token);
  expect(id.payload).toMatchObject({ nonce: "the-nonce", at_hash: atHash(tokens.access_token ?? "") });
  expect(info.json.sub).toBe(id.payload.sub);
  const truth = { username: "alice", active_org: "acme", amr: ["pwd"], scope: "openid profile email" };
  for (const claims of [id.payload, access.payload, info.json]) {
    expect(claims).toMatchObject({ ...truth, permissions: acme.permissions, email: alice.email });
  }
});

test("a second login asks nothing; prompt=none without a session is an error at the redirect URI", async () => {
  const who = visitor();
  await login(who);
  const again = await who.send(authorizeUrl(pkce().challenge), { follow: inside });
  expect(callbackOf(again).get("code")).toBeTruthy();
  const stranger = await visitor().send(authorizeUrl(pkce().challenge, { prompt: "none" }));
  expect(callbackOf(stranger).get("error")).toBe("login_required");
});

test("refresh tokens rotate, and the family dies when an old one comes back", async () => {
  const who = visitor();
  const first = await login(who);
  const second = await refresh(who, first.refresh_token ?? "");
  expect(second.json.refresh_token).not.toBe(first.refresh_token);
  expect((await userinfo(who, second.json.access_token)).status).toBe(200);
  expect((await refresh(who, first.refresh_token ?? "")).json.error).toBe("invalid_grant");
  expect((await refresh(who, second.json.refresh_token ?? "")).json.error).toBe("invalid_grant");
  expect((await userinfo(who, second.json.access_token)).status).toBe(401);
});

test.for(["/", "?a=b", "#", "/../callback", ".evil.example"])(
  "a redirect URI with %s added is refused on a page, not by a redirect",
  async (added) => {
    const refused = await visitor().send(
      authorizeUrl(pkce().challenge, { redirect_uri: `${pilot.callback}${added}` }),
      { headers: { accept: "text/html" } },
    );
    expect([refused.status, refused.headers.location]).toEqual([400, undefined]);
    expect(refused.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  },
);

test("userinfo takes the access token and nothing else that looks like one", async () => {
  const who = visitor();
  const { access_token = "", id_token = "" } = await login(who);
  const [head, body, tail = ""] = access_token.split(".");
  const swapped = tail.startsWith("A") ? `B${tail.slice(1)}` : `A${tail.slice(1)}`;
  const none = Buffer.from('{"alg":"none"}').toString("base64url");
  const { jti } = claimsOf(access_token);
  for (const wrong of [`${head}.${body}.${swapped}`, `${none}.${body}.`, id_token, String(jti), "garbage"]) {
    expect((await userinfo(who, wrong)).status).toBe(401);
  }
  expect((await userinfo(who, access_token)).status).toBe(200);
});

test("wrong credentials show the form again, with an alert; the right ones go on from there", async () => {
  const who = visitor();
  const page = await who.send(authorizeUrl(pkce().challenge), { follow: inside });
  const again = await submit(page, who, { ...credentials("alice"), password: "wrong" });
  expect(again.status).toBe(401);
  expect(again.text).toContain('role="alert"');
  expect(again.url.startsWith(`${file.hub.account_home}/login`)).toBe(true);
});

test("another browser cannot finish a login that this one began", async () => {
  const page = await visitor().send(authorizeUrl(pkce().challenge), { follow: inside });
  const stolen = await submit(page, visitor(), credentials("alice"));
  expect(stolen.status).toBe(400);
});

test("a user whose organisation has no grant is told to request access and gets no code", async () => {
  const who = visitor();
  const page = await signIn(who, "bob", authorizeUrl(pkce().challenge));
  expect([page.status, page.text.includes("Request access"), page.text.includes('value="allow"')]).toEqual([
    403,
    true,
    false,
  ]);
  const forged = await submit(page, who, { decision: "allow" });
  expect(callbackOf(forged).get("error")).toBe("access_denied");
});

test("global logout ends session and tokens from an app's origin, and nothing from a foreign one", async () => {
  const who = visitor();
  const { access_token, refresh_token = "" } = await login(who);
  const logout = (origin: string) =>
    who.send(`${auth}${file.hub.endpoints.logout}`, { method: "POST", headers: { origin } });
  const foreign = await logout("https://evil.example");
  expect([foreign.status, foreign.headers["access-control-allow-origin"]]).toEqual([403, undefined]);
  expect((await userinfo(who, access_token)).status).toBe(200);

  const own = await logout(pilot.app);
  expect(own.headers).toMatchObject({
    "access-control-allow-origin": pilot.app,
    "access-control-allow-credentials": "true",
  });
  expect((await userinfo(who, access_token)).status).toBe(401);
  expect((await refresh(who, refresh_token)).status).toBe(400);
  const next = await who.send(authorizeUrl(pkce().challenge), { follow: inside });
  expect(next.text).toContain('name="password"');
});

test("an organisation switch reaches the next refresh and userinfo; a foreign organisation is refused", async () => {
  const who = visitor();
  const { access_token, refresh_token = "" } = await login(who);
  const to = (org: string) =>
    who.send(`https://${federation.world.at.publicHost}/account/active-org`, {
      json: { org },
      ...bearer(access_token),
    });
  expect((await to("initech")).status).toBe(403);
  expect((await to("globex")).json).toEqual({ active_org: "globex" });
  const { json } = await refresh(who, refresh_token);
  for (const token of [json.id_token, json.access_token]) {
    expect(claimsOf(token ?? "")).toMatchObject({ active_org: "globex", permissions: globex.permissions });
  }
  await to("acme");
});

test("a key rotation publishes old and new together, and loses no session", async () => {
  const own = await start();
  const who = browser(own);
  const kids = async (): Promise<string[]> =>
    ((await who.send(`${auth}${file.hub.endpoints.jwks}`)).json.keys as unknown as { kid: string }[]).map(
      (key) => key.kid,
    );
  const before = await kids();
  const tokens = await login(who);
  const rotate = (token: string) =>
    who.send(`https://${own.world.at.publicHost}/operator/rotate-key`, { method: "POST", ...bearer(token) });
  expect((await rotate("guess")).status).toBe(401);
  expect((await rotate("value-of-GATES_HUB_OPERATOR-0123456789abcdef")).status).toBe(200);
  const after = await kids();
  expect(after).toEqual(expect.arrayContaining(before));
  expect(after.length).toBe(before.length * 2);
  expect((await userinfo(who, tokens.access_token)).status).toBe(200);
  expect((await refresh(who, tokens.refresh_token ?? "")).status).toBe(200);
  await who.close();
  await own.close();
});

test("the account home shares the hub's session", async () => {
  const who = visitor();
  const home = file.hub.account_home;
  expect((await who.send(`${home}/dashboard`)).headers.location).toBe("/login");
  const page = await who.send(`${home}/login`);
  const signed = await submit(page, who, credentials("alice"));
  expect(signed.url).toBe(`${home}/dashboard`);
  expect(signed.text).toContain(alice.email);
  const landed = await signIn(who, "alice", authorizeUrl(pkce().challenge));
  expect(callbackOf(landed).get("code")).toBeTruthy();
  const open = await who.send(`${home}/login?return=${encodeURIComponent("https://evil.example/")}`);
  expect([open.status, open.headers.location]).toEqual([400, undefined]);
});

test("a world starts with a few milliseconds of computing, and worlds share nothing but their trust", async () => {
  await sharedTrust();
  const times: number[] = [];
  for (let round = 0; round < 7; round++) {
    const before = process.cpuUsage();
    const world = await start();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
    expect(world.resolve).not.toEqual(federation.resolve);
    await world.close();
  }
  const median = times.sort((a, b) => a - b)[3] ?? Infinity;
  expect(median).toBeLessThan(15);
});
