import { readFile } from "node:fs/promises";
import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPostgres } from "../../fixtures/federation/db/schema.ts";

const file = (name: string) => readFile(new URL(`../../contract/sql/${name}`, import.meta.url), "utf8");
const ANN = "11111111-1111-4111-8111-111111111111";
const BEA = "22222222-2222-4222-8222-222222222222";

let postgres: PGlite;
beforeAll(async () => {
  postgres = await openPostgres();
  await postgres.exec(`
    insert into auth.identities values ('${ANN}', 'custom:cargo-ac', 'cargo-ann'), ('${BEA}', 'email', 'cargo-ann');
  `);
});
afterAll(() => postgres.close());

const as = async (role: string, query: string, ...values: unknown[]): Promise<unknown> => {
  try {
    return await postgres.transaction(async (tx) => {
      await tx.query("select set_config('role', $1, true)", [role]);
      return (await tx.query<{ answer: unknown }>(query, values)).rows[0]?.answer;
    });
  } catch (error) {
    return (error as { code?: string }).code;
  }
};
const REFUSED = "42501";
const sync = (role: string, stated: object) =>
  as(role, "select public.cargo_claims_sync('cargo-ann', $1) as answer", JSON.stringify(stated));
const token = {
  sub: ANN,
  role: "authenticated",
  amr: [{ method: "oauth" }],
  app_metadata: { provider: "x" },
  user_metadata: {},
};
const hook = (role: string, user: string, claims: object = token) =>
  as(role, "select public.cargo_claims_hook($1) as answer", JSON.stringify({ user_id: user, claims }));

test("the hook adds the contract as it was last stated, and app_access where the app looks", async () => {
  await sync("service_role", { username: "ann", active_org: "acme", app_access: ["app"] });
  expect(await hook("supabase_auth_admin", ANN)).toEqual({
    claims: {
      ...token,
      username: "ann",
      active_org: "acme",
      app_access: ["app"],
      app_metadata: { provider: "x", app_access: ["app"] },
    },
  });
});

test("what the hub no longer states is gone with the next token", async () => {
  await sync("service_role", { username: "ann" });
  const old = { ...token, active_org: "acme", app_metadata: { app_access: ["app"] } };
  expect(await hook("supabase_auth_admin", ANN, old)).toEqual({
    claims: { ...token, username: "ann", app_metadata: {} },
  });
});

test("nothing but the contract is taken over: role, sub and amr stay the auth server's word", async () => {
  await sync("service_role", { role: "service_role", sub: "other", amr: ["pwd"], user_metadata: { a: 1 } });
  expect(await hook("supabase_auth_admin", ANN)).toEqual({ claims: token });
});

test("whoever feeds it is told the person's local ids: those that came in by Cargo", async () => {
  expect(await sync("service_role", { username: "ann" })).toEqual([ANN]);
  expect(await as("service_role", "select public.cargo_claims_sync('nobody', '{}') as answer")).toEqual([]);
});

test.each([
  ["who signs in by Cargo", "custom:cargo-ac", "cargo-ann", { app_access: ["app"] }],
  ["a stranger who says so", "email", "cargo-ann", {}],
  ["whom nobody spoke of", "custom:cargo-ac", "cargo-bea", {}],
])("a first row holds app_access already: %s", async (_who, provider, sub, holds) => {
  await sync("service_role", { app_access: ["app"] });
  const row = `insert into auth.users (id, raw_app_meta_data, raw_user_meta_data)
    values (gen_random_uuid(), $1, $2) returning raw_app_meta_data as answer`;
  const made = await as("supabase_auth_admin", row, JSON.stringify({ provider }), JSON.stringify({ sub }));
  expect(made).toEqual({ provider, ...holds });
});

test("who has no identity of the Cargo provider gets no claims", async () => {
  await sync("service_role", { username: "ann" });
  expect(await hook("supabase_auth_admin", BEA)).toEqual({ claims: token });
});

test.each(["anon", "authenticated"])("%s may neither write, read nor call", async (role) => {
  expect(await sync(role, { permissions: ["everything"] })).toBe(REFUSED);
  expect(await hook(role, ANN)).toBe(REFUSED);
  expect(await as(role, "select count(*) as answer from cargo.claims")).toBe(REFUSED);
});

test("the service key writes and does no more; the auth server reads and does no more", async () => {
  expect(await hook("service_role", ANN)).toBe(REFUSED);
  expect(await as("service_role", "select count(*) as answer from cargo.claims")).toBe(REFUSED);
  expect(await sync("supabase_auth_admin", {})).toBe(REFUSED);
  expect(await as("supabase_auth_admin", "delete from cargo.claims")).toBe(REFUSED);
});

test("policies are listed to the service key alone", async () => {
  const list = "select public.cargo_gate_policies() as answer";
  expect(await as("service_role", list)).toContainEqual(
    expect.objectContaining({
      table: "org_documents",
      policy: "active organisation only",
      command: "SELECT",
    }),
  );
  for (const role of ["anon", "authenticated"]) expect(await as(role, list)).toBe(REFUSED);
});

const PROBE = "select public.cargo_gate_probe() as answer";
const ROWS = "select coalesce(json_agg(org order by id), '[]') as answer from public.org_documents";
/** As PostgREST asks for a signed-in person. */
const bearing = (claims: object, query: string) =>
  postgres.transaction(async (tx) => {
    await tx.query(
      "select set_config('role', 'authenticated', true), set_config('request.jwt.claims', $1, true)",
      [JSON.stringify(claims)],
    );
    return (await tx.query<{ answer: unknown }>(query)).rows[0]?.answer;
  });

test("the probe echoes the caller's own claims, id and role, and which organisations it has rows of", async () => {
  const claims = { sub: ANN, role: "authenticated", active_org: "acme", permissions: ["a"] };
  expect(await bearing(claims, PROBE)).toEqual({
    claims,
    uid: ANN,
    role: "authenticated",
    organisations: ["acme", "globex"],
  });
});

test("its table shows the rows of the active organisation, and none to who has none", async () => {
  expect(await bearing({ active_org: "globex" }, ROWS)).toEqual(["globex", "globex"]);
  expect(await bearing({ active_org: "initech" }, ROWS)).toEqual([]);
  expect(await bearing({ user_metadata: { active_org: "acme" } }, ROWS)).toEqual([]);
});

test.each(["anon", "service_role"])("%s may neither call the probe nor read its table", async (role) => {
  for (const query of [PROBE, ROWS, "select public.cargo_gate_organisations() as answer"])
    expect(await as(role, query)).toBe(REFUSED);
});

test.each([
  "insert into public.org_documents (id, org, title) values (99, 'acme', 'x')",
  "update public.org_documents set org = 'acme'",
  "delete from public.org_documents",
  "truncate public.org_documents",
])("nobody changes its rows through the API: %s", async (query) => {
  for (const role of ["anon", "authenticated", "service_role"]) expect(await as(role, query)).toBe(REFUSED);
});

test("each drop takes away what its file added, and nothing of the same name", async () => {
  const there = async () =>
    (
      await postgres.query<{ answer: number }>(
        `select count(*)::int as answer from pg_proc where proname in
           ('cargo_claims_hook', 'cargo_claims_sync', 'contract_claims', 'cargo_gate_policies',
            'cargo_gate_probe', 'cargo_gate_organisations')`,
      )
    ).rows[0]?.answer;
  const tables = async () =>
    (await postgres.query<{ answer: unknown }>("select to_regclass('public.org_documents')::text as answer"))
      .rows[0]?.answer;
  expect(await there()).toBe(6);
  const triggers = "select count(*)::int as answer from pg_trigger where tgname = 'cargo_first_session'";
  expect((await postgres.query<{ answer: number }>(triggers)).rows[0]?.answer).toBe(1);
  for (const name of ["cargo_claims_hook", "cargo_gate_policies", "cargo_gate_probe"])
    await postgres.exec(await file(`${name}.drop.sql`));
  expect([await there(), await tables()]).toEqual([0, null]);
  expect((await postgres.query<{ answer: number }>(triggers)).rows[0]?.answer).toBe(0);
  // and may be run again, as after a change of the list
  await postgres.exec(await file("cargo_gate_probe.sql"));
  await postgres.exec(await file("cargo_gate_probe.drop.sql"));
  await postgres.exec("create table public.org_documents (id int)");
  await postgres.exec(await file("cargo_gate_probe.drop.sql"));
  expect(await tables()).toBe("org_documents");
  await postgres.exec(
    "create function public.cargo_gate_policies() returns jsonb language sql as $$ select '1'::jsonb $$",
  );
  await postgres.exec(await file("cargo_gate_policies.drop.sql"));
  expect(await there()).toBe(1);
});
