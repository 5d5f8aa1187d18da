import { expect, test } from "vitest";
import { type CellState, makeMatrix } from "../../core/claims/matrix.ts";
import { tracePaths } from "../../core/claims/path.ts";
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
