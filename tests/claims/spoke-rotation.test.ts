import { expect, test } from "vitest";
import type { Judgement } from "../../core/check.ts";
import { type Doors, NotGiven } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";
import check from "../../gates/claims/session/key-rotation-keeps-claims.check.ts";
import { spokeKeyRotator } from "../../probes/drivers/rotate-key.ts";
import { givenTo, right, subject } from "./right.ts";

const seen = Object(right["claims.spoke_key_rotation"]);
const ask = (change: object, hub: object = {}): Judgement =>
  check.judge(
    givenTo(check.needs, {
      "claims.spoke_key_rotation": { ...seen, ...change },
      "claims.key_rotation": { ...Object(right["claims.key_rotation"]), ...hub },
    }) as never,
    subject as never,
  );
const failed = ({ cases }: Judgement) =>
  cases?.filter(({ outcome }) => outcome === "fail").map(({ name }) => name);
const signed = (kid: string, more: object = {}) => ({ jwt: true, verified: true, header: { kid }, ...more });
const refused = { verified: false, code: "ERR_JWKS_NO_MATCHING_KEY" };
const after = (surface: string, status: number) => ({
  after: { ...seen.after, surfaces: { ...seen.after.surfaces, [surface]: { answer: { status } } } },
});

test("a rotation that everything follows passes, the hub's and the spoke's", () => {
  expect(ask({})).toMatchObject({ is: "pass" });
});

test.each([
  ["old session token", { tokens: { ...seen.tokens, old: signed("one", refused) } }],
  ["old session token at the spoke", { old_user: { status: 403 } }],
  ["old session token at the data API", { old_probe: { status: 401 } }],
  ["a new key signs, and is published", { tokens: { ...seen.tokens, "signed in": signed("two", refused) } }],
  ["refresh at the spoke", { renewed: { spoke: { answer: { status: 400 } } } }],
  ["new session token at the spoke", after("spoke_user", 403)],
  ["new session token at the data API", after("spoke_rls", 401)],
  ["a new sign-in at the spoke", { sign_in: { surfaces: { spoke_session: { unreached: "500" } } } }],
])("what a rotation at the spoke must not break: %s", (name, change) => {
  expect(failed(ask(change))).toEqual([`the spoke's key: ${name}`]);
});

test("a claim that the new key's tokens lack is a red", () => {
  const { username: _, ...rest } = seen.after.surfaces.spoke_session.claims;
  const surfaces = { ...seen.after.surfaces, spoke_session: { claims: rest } };
  expect(failed(ask({ after: { ...seen.after, surfaces } }))).toEqual([
    "the spoke's key: username on spoke_session",
  ]);
});

test("where no driver is declared it is unknown and says what to declare; a red of the hub's stays red", () => {
  const undeclared = {
    change: undefined,
    unreached: "nobody can rotate the signing key of app on staging",
    give: "declare targets.staging.key_rotations.app in spokes.yaml, or attest the row",
  };
  expect(ask(undeclared)).toMatchObject({
    is: "unknown",
    because: expect.stringContaining("nobody can rotate"),
    resolvedBy: undeclared.give,
  });
  expect(ask(undeclared, { old_userinfo: { status: 401 } }).is).toBe("fail");
  const noOperator = { unreached: "the harness cannot rotate the hub's key", give: "declare it" };
  expect(ask({ old_user: { status: 403 } }, noOperator).is).toBe("fail");
  expect(ask({}, noOperator)).toMatchObject({ is: "unknown", resolvedBy: "declare it" });
});

test("a spoke without asymmetric keys says so, with the token's algorithm and the key set's answer", () => {
  const shared = {
    change: undefined,
    kids_before: [],
    key_set: { status: 200, url: "https://api/jwks" },
    tokens: { before: { jwt: true, verified: false, header: { alg: "HS256" } } },
  };
  expect(ask(shared)).toMatchObject({
    is: "unknown",
    because:
      "the spoke has no asymmetric key to rotate: session tokens signed HS256, and no key at https://api/jwks (200)",
    resolvedBy: expect.stringContaining("asymmetric signing keys"),
  });
  expect(ask({ ...shared, key_set: { status: 503 } })).toMatchObject({
    is: "unknown",
    because: "the spoke's key set was answered 503",
  });
});

test.each([
  ["nothing was rotated", { change: undefined }],
  [
    "the driver did nothing",
    { tokens: { ...seen.tokens, refreshed: signed("one"), "signed in": signed("one") } },
  ],
  [
    "the key set came from a cache",
    {
      key_set_after: { status: 200, headers: { age: "41" } },
      kids_after: ["one"],
      tokens: { ...seen.tokens, refreshed: signed("two", refused) },
    },
  ],
  ["the data API did not answer", { old_probe: { status: 503 } }],
  [
    "the data API did not answer before either",
    {
      before: {
        ...seen.before,
        surfaces: { ...seen.before.surfaces, spoke_rls: { answer: { status: 401 } } },
      },
    },
  ],
])("it proves nothing where %s", (_why, change) => {
  expect(ask(change).is).toBe("unknown");
});

test("the key is rotated by a declared program, and by nobody without one", async () => {
  const doors = { run: async () => ({ exit: 0, said: "rotated", ms: 1 }) } as unknown as Doors;
  const at = { id: "app", target: { name: "staging" } };
  const declared = { ...at, rotateKey: { command: ["./rotate"] } } as unknown as ClientSubject;
  expect(await spokeKeyRotator(doors, declared)()).toMatchObject({ done: true, answer: { url: "./rotate" } });
  expect(() => spokeKeyRotator(doors, at as unknown as ClientSubject)).toThrow(NotGiven);
});
