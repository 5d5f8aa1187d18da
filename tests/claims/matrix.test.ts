import { expect, test } from "vitest";
import { extraClaims } from "../../core/claims/extras.ts";
import { type CellState, makeMatrix } from "../../core/claims/matrix.ts";
import { tracePaths, traceWays } from "../../core/claims/path.ts";
import { SURFACES, type Surface } from "../../core/contract.ts";
import type { PhaseSeen } from "../../core/evidence/claims.ts";
import { contract, login } from "./sample.ts";

const stateOf = (seen: PhaseSeen, claim: string, surface: Surface): CellState | undefined =>
  makeMatrix(contract, { login: seen }).cells.find((one) => one.claim === claim && one.surface === surface)
    ?.state;

test("every claim on every surface has a cell, and a right login fills them all", () => {
  const { cells } = makeMatrix(contract, { login: login() });
  expect(cells).toHaveLength(contract.claims.length * SURFACES.length);
  expect(new Set(cells.map(({ state }) => state))).toEqual(new Set(["present"]));
});

test.each<[CellState, object]>([
  ["missing", { username: undefined }],
  ["wrong-type", { username: 7 }],
  ["wrong-type", { username: null }],
  ["wrong-value", { username: "bea" }],
  ["present", { username: undefined, app_metadata: { username: "ann" } }],
])("a claim is %s", (state, change) => {
  expect(stateOf(login({ spoke_session: change }), "username", "spoke_session")).toBe(state);
});

test("a surface that was not reached is unknown, never missing; one that does not exist is absent", () => {
  const seen = login();
  const surfaces = {
    ...seen.surfaces,
    spoke_session: { unreached: "no login" },
    hub_access_token: { absent: "opaque" },
  };
  expect(stateOf({ ...seen, surfaces }, "username", "spoke_session")).toBe("unknown");
  expect(stateOf({ ...seen, surfaces }, "username", "hub_access_token")).toBe("absent");
});

test.each<PhaseSeen>([
  {},
  { surfaces: {} },
  { surfaces: { spoke_session: { claims: "<html>" } } },
  { surfaces: { spoke_session: { claims: [] } } },
])("evidence without claims leaves every cell unknown: %j", (seen) => {
  const { cells } = makeMatrix(contract, { login: seen });
  expect(new Set(cells.map(({ state }) => state))).toEqual(new Set(["unknown"]));
});

test("claims inherited from Object.prototype are not there", () => {
  const odd = {
    ...contract,
    claims: contract.claims
      .map((one) => ({
        ...one,
        name: "toString",
        surfaces: {
          ...one.surfaces,
          spoke_session: { ...one.surfaces.spoke_session, paths: [["toString"]] },
        },
      }))
      .slice(0, 1),
  };
  const cell = makeMatrix(odd, { login: login() }).cells.find(({ surface }) => surface === "spoke_session");
  expect(cell?.state).toBe("missing");
});

test("after a switch the old organisation's value is stale, another wrong one is wrong", () => {
  const after = (permissions: string[]) =>
    makeMatrix(contract, {
      switch: {
        ...login({ spoke_session: { active_org: "globex", permissions } }),
        from: "acme",
        to: "globex",
      },
    }).cells.find(({ claim, surface }) => claim === "permissions" && surface === "spoke_session")?.state;
  expect(after(["read"])).toBe("present");
  expect(after(["write", "read"])).toBe("stale");
  expect(after(["admin"])).toBe("wrong-value");
});

const lossOf = (change: Parameters<typeof login>[0], also: PhaseSeen["surfaces"] = {}) => {
  const seen = login(change);
  const matrix = makeMatrix(contract, { login: { ...seen, surfaces: { ...seen.surfaces, ...also } } });
  return tracePaths(matrix).map(({ claim, hop, after, what }) => ({ claim, hop, after, what }));
};
const gone = { username: undefined };

test("a right login loses nothing", () => {
  expect(lossOf({})).toEqual([]);
});

test.each([
  [
    "hub",
    { hub_id_token: gone, hub_userinfo: gone, hub_access_token: gone, spoke_session: gone, spoke_rls: gone },
    undefined,
    "never issued",
  ],
  [
    "hub-to-id-token",
    { hub_id_token: gone, hub_userinfo: gone, spoke_session: gone, spoke_rls: gone },
    "hub_access_token",
    "vanished",
  ],
  ["spoke-login", { spoke_session: gone, spoke_rls: gone }, "hub_id_token", "vanished"],
  ["session-to-rls", { spoke_rls: gone }, "spoke_session", "vanished"],
  [
    "spoke-login",
    { spoke_session: { username: 7 }, spoke_rls: { username: 7 } },
    "hub_id_token",
    "changed type",
  ],
] as const)("the first broken hop is %s", (hop, change, after, what) => {
  expect(lossOf(change)).toEqual([{ claim: "username", hop, after, what }]);
});

test.each([
  [
    "user_metadata alone",
    { user_metadata: { username: "ann" } },
    /stands at 'user_metadata' → 'username' .* its owner can write/,
  ],
  [
    "what a claim allowlist reaches",
    { user_metadata: { custom_claims: { username: "ann" } } },
    /'user_metadata' → 'custom_claims' → 'username'/,
  ],
  ["a dotted key", { "app_metadata.username": "ann" }, /at 'app_metadata.username', which is another key/],
  ["a name in front", { "https://cargo.ac/username": "ann" }, /at 'https:\/\/cargo.ac\/username'/],
])("a claim that stands only at %s is out of place, and told where", (_where, aside, set) => {
  const at = { ...gone, ...aside };
  const [loss, ...more] = tracePaths(
    makeMatrix(contract, { login: login({ spoke_session: at, spoke_rls: at }) }),
  );
  expect(loss).toMatchObject({ claim: "username", hop: "spoke-login", what: "out of place" });
  expect(loss?.set).toMatch(set);
  expect(more).toEqual([]);
});

test("a claim that the hub itself puts under a key of its own is out of place there", () => {
  const at = { ...gone, "https://cargo.ac/username": "ann" };
  const all = Object.fromEntries(SURFACES.map((one) => [one, at]));
  const [loss] = tracePaths(makeMatrix(contract, { login: login(all) }));
  expect(loss).toMatchObject({ hop: "hub", what: "out of place" });
  expect(loss?.set).toContain("at the hub's token hook");
});

const text = { permissions: "read,write" };
test.each([
  ["session-to-rls", { spoke_rls: text }, "spoke's data API"],
  ["spoke-login", { spoke_session: text, spoke_rls: text }, "spoke's hook or claim mapping"],
  [
    "hub-to-id-token",
    { hub_id_token: text, spoke_session: text, spoke_rls: text },
    "the id_token or userinfo",
  ],
  ["hub", Object.fromEntries(SURFACES.map((one) => [one, text])), "the hub's token hook"],
])("a list that became text at %s is mended there", (hop, change, where) => {
  const [loss] = tracePaths(makeMatrix(contract, { login: login(change) }));
  expect(loss).toMatchObject({ claim: "permissions", hop, what: "changed type" });
  expect(loss?.set).toContain(where);
});

test("a claim beside the contract is followed where the hub states it", () => {
  const none = { app_access: undefined };
  expect(lossOf({ spoke_session: none, spoke_rls: none })).toMatchObject([
    { claim: "app_access", hop: "spoke-login" },
  ]);
  const all = Object.fromEntries(SURFACES.map((one) => [one, none]));
  expect(lossOf(all)).toEqual([]);
});

const waysWith = (using: string, change: Parameters<typeof login>[0] = {}) =>
  traceWays(contract, makeMatrix(contract, { login: login(change) }), [
    { table: "documents", policy: "own", command: "SELECT", using, check: null },
  ]);

test.each([
  ["user_metadata", "(org = ((auth.jwt() -> 'user_metadata'::text) ->> 'active_org'::text))", "out of place"],
  ["a dotted path", "(org = (auth.jwt() ->> 'app_metadata.active_org'::text))", "out of place"],
  ["a path as a list", "(org = (auth.jwt() #>> '{user_metadata,active_org}'::text[]))", "out of place"],
  ["a list as text", "((auth.jwt() ->> 'permissions'::text) = 'read'::text)", "changed type"],
])("a policy that reads %s is the last hop", (_what, using, what) => {
  const [loss, ...more] = waysWith(using);
  expect(loss).toMatchObject({ hop: "rls-to-policy", what, after: "spoke_rls" });
  expect(loss?.set).toMatch(/^in the policy "own" on documents, which reads '.*read auth\.jwt\(\) at '/);
  expect(more).toEqual([]);
});

test.each([
  "(org = ( SELECT (auth.jwt() ->> 'active_org'::text) AS \"?column?\"))",
  "(org = ((auth.jwt() -> 'app_metadata'::text) ->> 'active_org'::text))",
  "((auth.jwt() -> 'permissions'::text) ? 'read'::text)",
  "(id = auth.uid())",
])("a policy that reads claims where they stand loses nothing: %s", (using) => {
  expect(waysWith(using)).toEqual([]);
});

test("a claim that did not come as far as Postgres is not blamed on a policy as well", () => {
  const none = { active_org: undefined };
  const ways = waysWith("(org = (auth.jwt() ->> 'x.active_org'::text))", {
    spoke_session: none,
    spoke_rls: none,
  });
  expect(ways.map(({ hop }) => hop)).toEqual(["spoke-login"]);
});

test.each([undefined, null, {}, "x", [null, 7, "x"], [{ using: 7 }]])(
  "policies that are none say nothing: %j",
  (said) => {
    expect(traceWays(contract, makeMatrix(contract, { login: login() }), said)).toEqual([]);
  },
);

test("without the hub's surfaces a loss is not blamed on anybody", () => {
  const hidden = { unreached: "no client secret" };
  expect(
    lossOf(
      { spoke_session: gone, spoke_rls: gone },
      { hub_id_token: hidden, hub_userinfo: hidden, hub_access_token: hidden },
    ),
  ).toEqual([{ claim: "username", hop: "hidden", after: undefined, what: "not traceable" }]);
});

test("a claim that no required surface lacks is not listed, however the hub carries it", () => {
  expect(lossOf({ hub_id_token: gone })).toEqual([]);
});

test("a claim that neither contract nor semantics name is told with the surfaces that carry it", () => {
  const seen = login({ spoke_session: { fax: "1" }, spoke_rls: { fax: "1", sub: "local" } });
  expect(extraClaims(contract, { login: seen, refresh: login() })).toContainEqual({
    name: "fax",
    surfaces: ["spoke_session", "spoke_rls"],
  });
  expect(extraClaims(contract, { login: seen }).map(({ name }) => name)).not.toContain("sub");
});
