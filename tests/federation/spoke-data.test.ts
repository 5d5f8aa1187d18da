import { expect, test } from "vitest";
import { pilot, secret } from "./hub-support.ts";
import { auth, bearer, login, rest, visit } from "./spoke-support.ts";

test("Postgres shows each person the rows of their active organisation, and a stranger none", async () => {
  await using there = await visit();
  const rows = async (token: string) =>
    (await there.visitor.send(`${rest}/org_documents?select=id,org`, bearer(token))).json;
  const alice = await login(there.visitor);
  expect(await rows(alice.access_token)).toEqual([
    { id: 1, org: "acme" },
    { id: 2, org: "acme" },
  ]);
  const stranger = await there.visitor.send(`${rest}/org_documents?select=id,org`);
  expect([stranger.status, stranger.json.code]).toEqual([401, "42501"]);

  await using elsewhere = await visit();
  const carol = await login(elsewhere.visitor, "carol");
  expect(await rows(carol.access_token)).toEqual([
    { id: 3, org: "globex" },
    { id: 4, org: "globex" },
  ]);
});

test("the probe tells the claims as a policy sees them, and the trigger made the profile", async () => {
  await using there = await visit();
  const { access_token, user } = await login(there.visitor);
  const probe = await there.visitor.send(`${rest}/rpc/cargo_gate_probe`, {
    json: {},
    ...bearer(access_token),
  });
  expect(probe.json).toMatchObject({ uid: user.id, role: "authenticated", claims: { active_org: "acme" } });
  const head = { method: "HEAD", headers: { ...bearer(access_token).headers, prefer: "count=exact" } };
  const profiles = await there.visitor.send(`${rest}/profiles?select=*`, head);
  expect(profiles.headers["content-range"]).toBe("0-0/1");
});

test("a token that is not the spoke's own opens nothing", async () => {
  await using there = await visit();
  const { access_token } = await login(there.visitor);
  const [header, body] = access_token.split(".");
  const forged = `${header}.${body}.${Buffer.alloc(64).toString("base64url")}`;
  expect((await there.visitor.send(`${rest}/org_documents`, bearer(forged))).json).toMatchObject({
    code: "PGRST301",
  });
  expect((await there.visitor.send(`${auth}/user`, bearer(forged))).json).toMatchObject({
    error_code: "bad_jwt",
  });
});

test("a policy on the wrong path shows nothing, in that world alone", async () => {
  const wrong = `alter policy "active organisation only" on public.org_documents
    using (org = auth.jwt() -> 'user_metadata' ->> 'active_org')`;
  await using broken = await visit((world) => void world.backend.sql.push(wrong));
  await using right = await visit();
  const rows = async ({ visitor }: typeof right) =>
    (await visitor.send(`${rest}/org_documents`, bearer((await login(visitor)).access_token))).json;
  expect(await rows(broken)).toEqual([]);
  expect(await rows(right)).toHaveLength(2);
});

test("the admin API keeps the manual settings as given, and the secret to itself", async () => {
  await using there = await visit();
  const headers = { authorization: `Bearer ${secret(pilot.backend.service_key ?? "")}` };
  const made = await there.visitor.send(`${auth}/admin/custom-providers`, {
    headers,
    json: {
      provider_type: "oidc",
      identifier: "custom:other",
      name: "Other",
      client_id: "c",
      client_secret: "hidden",
      scopes: ["openid"],
      issuer: "https://op.test/i",
      authorization_url: "https://op.test/a",
      token_url: "https://op.test/t",
      userinfo_url: "https://op.test/u",
      jwks_uri: "https://op.test/k",
    },
  });
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({
    issuer: "https://op.test/i",
    jwks_uri: "https://op.test/k",
    pkce_enabled: true,
  });
  const listed = await there.visitor.send(`${auth}/admin/custom-providers`, { headers });
  expect(listed.text).not.toContain("hidden");
  const start = await there.visitor.send(`${auth}/authorize?provider=custom:other`);
  expect(String(start.headers.location)).toMatch(/^https:\/\/op\.test\/a\?client_id=c&/);
  expect((await there.visitor.send(`${auth}/admin/users`)).status).toBe(401);
});
