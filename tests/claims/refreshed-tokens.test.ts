import { expect, test } from "vitest";
import type { Judgement } from "../../core/check.ts";
import type { Token } from "../../core/evidence/piece.ts";
import check from "../../gates/claims/id-token/id-token-valid.check.ts";
import { givenTo, right, subject } from "./right.ts";

const rotation = Object(right["claims.rotation"]);
const ask = (name: "claims.rotation" | "claims.login", seen: object): Judgement =>
  check.judge(givenTo(check.needs, { [name]: seen }) as never, subject as never);
const failed = ({ cases }: Judgement) =>
  cases?.filter(({ outcome }) => outcome === "fail").map(({ name }) => name);

/** The rotation's id_token with other claims, or signed otherwise. */
const idToken = (claims: object, token: Partial<Token> = {}, original: object = {}) => {
  const seen = rotation.id_token;
  return {
    ...rotation,
    id_token: {
      ...seen,
      token: { ...seen.token, ...token, claims: { ...seen.token.claims, ...claims } },
      original: { ...seen.original, ...original },
    },
  };
};

test.each([
  ["sub", { sub: "v" }, {}],
  ["aud", { aud: "other" }, {}],
  ["iss", { iss: "https://hub/" }, {}],
  ["azp", { azp: "app" }, {}],
  ["azp", {}, { azp: "app" }],
  ["nonce", { nonce: "m" }, {}],
  ["auth_time", { auth_time: 200 }, { auth_time: 100 }],
  ["exp", { exp: 1 }, {}],
])("an id_token of a refresh is held against its sign-in's: %s with %j", (question, claims, original) => {
  expect(failed(ask("claims.rotation", idToken(claims, {}, original)))).toEqual([
    `id_token after rotation: ${question}`,
  ]);
});

test("one that repeats what it may is right, and so is none", () => {
  const repeated = { nonce: "n", auth_time: 100, azp: "app", aud: ["app"] };
  expect(ask("claims.rotation", idToken(repeated, {}, { auth_time: 100, azp: "app" })).is).toBe("pass");
  const none = { ...rotation.surfaces, hub_id_token: { absent: "a refresh need not bring an id_token" } };
  expect(ask("claims.rotation", { ...rotation, surfaces: none, id_token: rotation.id_token }).is).toBe(
    "pass",
  );
});

test("a signature under no published key fails, whichever token bears it", () => {
  const forged = { verified: false, code: "ERR_JWKS_NO_MATCHING_KEY" };
  expect(failed(ask("claims.rotation", idToken({}, forged)))).toEqual(["id_token after rotation: signature"]);
  for (const name of ["claims.login", "claims.rotation"] as const) {
    const seen = Object(right[name]);
    const { hub_access_token } = seen.surfaces;
    const surfaces = (token: object) => ({
      ...seen.surfaces,
      hub_access_token: { ...hub_access_token, token: { ...hub_access_token.token, ...token } },
    });
    const phase = name.replace("claims.", "");
    expect(failed(ask(name, { ...seen, surfaces: surfaces(forged) }))).toEqual([
      `access token after ${phase}: signature`,
    ]);
    expect(
      failed(ask(name, { ...seen, surfaces: surfaces({ header: { alg: "HS256", kid: "k" } }) })),
    ).toEqual([`access token after ${phase}: alg`]);
  }
});

test("what was not seen of a refresh is unknown, with the check that stands before it", () => {
  const unreached = { unreached: "the hub's token endpoint gave no access token (400)" };
  const behind = { ...unreached, behind: "claims/hub-refresh-rotates" };
  const surfaces = { hub_id_token: behind, hub_access_token: behind };
  expect(ask("claims.rotation", { surfaces, id_token: behind })).toMatchObject({
    is: "unknown",
    cause: [{ check: "claims/hub-refresh-rotates" }, { evidence: "claims.rotation" }],
  });
  expect(
    ask("claims.rotation", { ...rotation, id_token: { ...rotation.id_token, original: undefined } }).is,
  ).toBe("unknown");
});
