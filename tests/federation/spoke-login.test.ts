import { expect, test } from "vitest";
import { truthOf } from "../../core/contract.ts";
import { claimsOf, file, pilot, pkce, secret } from "./hub-support.ts";
import { auth, bearer, contract, login, redeem, refresh, toCallback, visit } from "./spoke-support.ts";

const alice = contract.users.find(({ id }) => id === "alice");

test("a login ends in a session of the spoke's own that says what the hub says", async () => {
  await using there = await visit();
  const session = await login(there.visitor);
  const claims = claimsOf(session.access_token);
  expect(claims).toMatchObject({
    iss: auth,
    aud: "authenticated",
    role: "authenticated",
    sub: session.user.id,
  });
  expect(claims.amr).toEqual([{ method: "oauth", timestamp: expect.any(Number) }]);
  expect(claims).toMatchObject({ ...(alice && truthOf(alice)), scope: "openid profile email" });
  expect(session.user.app_metadata.app_access).toEqual(alice && truthOf(alice).app_access);

  const shown = await there.visitor.send(`${auth}/user`, bearer(session.access_token));
  const [identity] = shown.json.identities as unknown as { provider: string; id: string }[];
  expect(identity?.provider).toBe("custom:cargo-ac");
  expect(identity?.id).not.toBe(session.user.id);
});

test("the second login finds the first one's user", async () => {
  await using there = await visit();
  const first = await login(there.visitor);
  const second = await login(there.visitor);
  expect(second.user.id).toBe(first.user.id);
  const key = { authorization: `Bearer ${secret(pilot.backend.service_key ?? "")}` };
  const users = await there.visitor.send(`${auth}/admin/users`, { headers: key });
  expect(users.json.users).toHaveLength(1);
});

test("the request to the hub carries what was registered and nothing that the browser added", async () => {
  await using there = await visit();
  const asked = new URLSearchParams({
    provider: "custom:cargo-ac",
    redirect_to: pilot.app,
    prompt: "none",
    foo: "x",
  });
  const start = await there.visitor.send(`${auth}/authorize?${asked}`);
  const target = new URL(String(start.headers.location));
  expect(`${target.origin}${target.pathname}`).toBe(
    `${file.hub.public_url}${file.hub.endpoints.authorization}`,
  );
  expect(Object.fromEntries(target.searchParams)).toEqual({
    client_id: pilot.client.id,
    redirect_uri: pilot.callback,
    response_type: "code",
    scope: "openid profile email",
    state: expect.stringMatching(/^[0-9a-f-]{36}$/),
    nonce: expect.any(String),
    code_challenge: expect.any(String),
    code_challenge_method: "S256",
  });
});

test.each([
  ["unknown", "custom:nope", "Unsupported provider: custom provider custom:nope not found"],
  ["social", "google", "Unsupported provider: provider is not enabled"],
])("an %s provider is refused without a redirect", async (_, provider, msg) => {
  await using there = await visit();
  const answer = await there.visitor.send(`${auth}/authorize?provider=${provider}`);
  expect([answer.status, answer.json]).toEqual([400, { code: 400, error_code: "validation_failed", msg }]);
});

test("a callback counts once, and only with the state it was begun with", async () => {
  await using there = await visit();
  const { verifier, challenge } = pkce();
  const back = await toCallback(there.visitor, "alice", {
    code_challenge: challenge,
    code_challenge_method: "s256",
  });
  const url = new URL(String(back.headers.location));
  const forged = new URL(url);
  forged.searchParams.set("state", crypto.randomUUID());
  const refused = await there.visitor.send(forged.href);
  expect([refused.status, refused.headers.location]).toEqual([
    303,
    expect.stringContaining("bad_oauth_state"),
  ]);

  const landed = await there.visitor.send(url.href);
  const code = new URL(String(landed.headers.location)).searchParams.get("code") ?? "";
  const again = await there.visitor.send(url.href);
  expect([again.status, again.headers.location]).toEqual([303, expect.stringContaining("bad_oauth_state")]);

  expect((await redeem(there.visitor, code, verifier)).status).toBe(200);
  expect((await redeem(there.visitor, code, verifier)).json).toMatchObject({
    error_code: "flow_state_not_found",
  });
});

test("what the hub says went wrong reaches the app in one line, in query and fragment", async () => {
  await using there = await visit();
  const start = await there.visitor.send(
    `${auth}/authorize?provider=custom:cargo-ac&redirect_to=https://evil.test/`,
  );
  const state = new URL(String(start.headers.location)).searchParams.get("state") ?? "";
  const said = new URLSearchParams({
    state,
    error: "access_denied",
    error_description: "no\r\nSet-Cookie: x <b>",
  });
  const landed = new URL(String((await there.visitor.send(`${pilot.callback}?${said}`)).headers.location));
  expect(landed.origin).toBe(pilot.app);
  expect(landed.searchParams.get("error")).toBe("access_denied");
  expect(landed.searchParams.get("error_description")).toBe("no  Set-Cookie: x <b>");
  expect(new URLSearchParams(landed.hash.slice(1)).get("error")).toBe("access_denied");
});

const refusals: readonly (readonly [string, string, object, number, string])[] = [
  [
    "password",
    "token?grant_type=password",
    { email: "a@x.test", password: "p" },
    422,
    "email_provider_disabled",
  ],
  ["phone", "token?grant_type=password", { phone: "1", password: "p" }, 422, "phone_provider_disabled"],
  ["signup", "signup", { email: "a@x.test", password: "p" }, 400, "email_provider_disabled"],
  ["anonymous", "signup", {}, 422, "anonymous_provider_disabled"],
  ["one-time code", "otp", { email: "a@x.test" }, 422, "email_provider_disabled"],
  ["magic link", "magiclink", { email: "a@x.test" }, 422, "email_provider_disabled"],
  ["recovery", "recover", { email: "a@x.test" }, 400, "email_provider_disabled"],
  ["web3", "token?grant_type=web3", { chain: "ethereum" }, 422, "web3_provider_disabled"],
  ["id_token", "token?grant_type=id_token", { provider: "custom:cargo-ac" }, 400, "provider_disabled"],
];
test("every local way in says that it is switched off", async () => {
  await using there = await visit();
  for (const [name, path, json, status, code] of refusals) {
    const answer = await there.visitor.send(`${auth}/${path}`, { json });
    expect([name, answer.status, answer.json.error_code]).toEqual([name, status, code]);
  }
});

test("a refresh rotates; the parent gives the same child; a grandparent ends the session", async () => {
  await using there = await visit();
  const { refresh_token: first, access_token } = await login(there.visitor);
  const second = String((await refresh(there.visitor, first)).json.refresh_token);
  expect(second).not.toBe(first);
  expect((await refresh(there.visitor, first)).json.refresh_token).toBe(second);
  const third = String((await refresh(there.visitor, second)).json.refresh_token);

  const reused = await refresh(there.visitor, first);
  expect([reused.status, reused.json.error_code]).toEqual([400, "refresh_token_already_used"]);
  expect((await refresh(there.visitor, third)).json.error_code).toBe("refresh_token_not_found");
  expect((await there.visitor.send(`${auth}/user`, bearer(access_token))).json.error_code).toBe(
    "session_not_found",
  );
});

test("refreshes at the same moment leave one working session", async () => {
  await using there = await visit();
  const { refresh_token } = await login(there.visitor);
  const answers = await Promise.all([1, 2, 3, 4].map(() => refresh(there.visitor, refresh_token)));
  expect(new Set(answers.map(({ status, json }) => `${status} ${json.refresh_token}`)).size).toBe(1);
  expect((await refresh(there.visitor, String(answers[0]?.json.refresh_token))).status).toBe(200);
});

test("each refresh reads the contract from the hub again", async () => {
  let role = "first";
  await using there = await visit((world) => {
    world.hub.claims = (claims) => ({ ...claims, app_roles: { "cargoworks-ai": [role] } });
  });
  const session = await login(there.visitor);
  expect(claimsOf(session.access_token).app_roles).toEqual({ "cargoworks-ai": ["first"] });
  role = "second";
  const { json } = await refresh(there.visitor, session.refresh_token);
  expect(claimsOf(String(json.access_token)).app_roles).toEqual({ "cargoworks-ai": ["second"] });
});

test("people write their own metadata and no claim that anything rests on", async () => {
  await using there = await visit();
  const session = await login(there.visitor);
  const write = (json: object) =>
    there.visitor.send(`${auth}/user`, { method: "PUT", json, ...bearer(session.access_token) });
  expect((await write({ app_metadata: { app_access: ["all"] } })).status).toBe(403);
  expect((await write({ data: { active_org: "globex", app_access: ["all"] } })).status).toBe(200);
  const claims = claimsOf(String((await refresh(there.visitor, session.refresh_token)).json.access_token));
  expect(claims).toMatchObject({ active_org: "acme", user_metadata: { active_org: "globex" } });
  expect(claims.app_access).not.toContain("all");
});
