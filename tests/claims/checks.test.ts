import { expect, test } from "vitest";
import type { Check, Judgement } from "../../core/check.ts";
import type { PhaseSeen } from "../../core/evidence/claims.ts";
import present from "../../gates/claims/contract/present-after-login.check.ts";
import readable from "../../gates/claims/contract/readable-by-rls-after-login.check.ts";
import idToken from "../../gates/claims/id-token/id-token-valid.check.ts";
import ownTables from "../../gates/claims/rls/own-tables-still-work.check.ts";
import truthTable from "../../gates/claims/rls/rls-truth-table.check.ts";
import uid from "../../gates/claims/rls/rls-uid-stable.check.ts";
import hubRotates from "../../gates/claims/session/hub-refresh-rotates.check.ts";
import spokeRotates from "../../gates/claims/session/spoke-refresh-rotates.check.ts";
import stable from "../../gates/claims/session/stable-across-phases.check.ts";
import activeOrg from "../../gates/claims/values/active-org-among-orgs.check.ts";
import agree from "../../gates/claims/values/agree-across-surfaces.check.ts";
import appAccess from "../../gates/claims/values/app-access-present.check.ts";
import correct from "../../gates/claims/values/correct-for-user.check.ts";
import permissions from "../../gates/claims/values/permissions-well-formed.check.ts";
import scope from "../../gates/claims/values/scope-as-granted.check.ts";
import { contract, login } from "./sample.ts";

const subject = {
  kind: "client",
  contract,
  spoke: { key: "app", users: { entitled: "ann" }, rls: { tables: { notes: { ann: 2 } } } },
};
const ask = (check: Check, claims: object): Judgement =>
  check.judge({ claims, ...(claims as object) } as never, subject as never);
/** The same in every phase, for checks that look at all of them. */
const onLogin = (check: Check, seen: PhaseSeen): Judgement =>
  ask(check, { login: seen, refresh: seen, rotation: seen });
const three = (name: string) => ["login", "refresh", "rotation"].map((phase) => `${phase}: ${name}`);
const failed = (judgement: Judgement) =>
  judgement.cases?.filter(({ outcome }) => outcome === "fail").map(({ name }) => name);

const ofLogin = { present, readable, correct, agree, activeOrg, permissions, scope, appAccess };

test.each(Object.entries(ofLogin))("%s passes on a right login", (_name, check) => {
  expect(onLogin(check, login())).toMatchObject({ is: "pass" });
});

test.each(Object.entries(ofLogin))("%s does not pass on evidence that says nothing", (_name, check) => {
  const unreached = { unreached: "no login", behind: "provider/login-completes" };
  const nowhere = {
    ...login(),
    session_user: undefined,
    surfaces: { spoke_session: unreached, spoke_rls: unreached },
  };
  const silent: readonly PhaseSeen[] = [
    {},
    { surfaces: {} },
    nowhere,
    { user: "ann", surfaces: { spoke_session: { claims: null } } },
  ];
  for (const seen of silent) {
    expect(onLogin(check, seen).is).toBe("unknown");
  }
});

test("a claim missing on the session is one red; what rests on it is unknown and says so", () => {
  const seen = login({ spoke_session: { username: undefined }, spoke_rls: { username: undefined } });
  expect(onLogin(present, seen)).toMatchObject({ is: "fail", actual: "missing; last seen on hub_id_token" });
  expect(failed(onLogin(present, seen))).toEqual(["username on spoke_session"]);
  for (const check of [readable, correct]) {
    expect(onLogin(check, seen)).toMatchObject({
      is: "unknown",
      cause: [{ check: "claims/present-after-login" }],
    });
  }
  expect(onLogin(agree, seen).is).toBe("pass");
});

test("an array that became a comma string is another type", () => {
  const joined = { permissions: "read,write" };
  const seen = login({ spoke_session: joined, spoke_rls: joined });
  expect(onLogin(present, seen)).toMatchObject({ is: "fail", expected: "array", actual: "read,write" });
  expect(onLogin(agree, seen).is).toBe("unknown");
});

test("Postgres must read what the session says", () => {
  expect(failed(onLogin(readable, login({ spoke_rls: { active_org: undefined, orgs: [] } })))).toEqual([
    "orgs on spoke_rls",
    "active_org on spoke_rls",
  ]);
  const refused = { ...login().surfaces, spoke_rls: { answer: { status: 401 } } };
  expect(onLogin(readable, { ...login(), surfaces: refused })).toMatchObject({
    is: "fail",
    actual: { status: 401 },
  });
});

test("behind an opaque session token, what Postgres reads must be true by itself", () => {
  const seen = login({ spoke_rls: { username: "bea" } });
  const surfaces = { ...seen.surfaces, spoke_session: { absent: "opaque" } };
  expect(failed(onLogin(readable, { ...seen, surfaces }))).toEqual(["username on spoke_rls"]);
});

test("the same wrong value everywhere is untrue, but nobody disagrees", () => {
  const wrong = { username: "bea" };
  const seen = login({
    hub_id_token: wrong,
    hub_access_token: wrong,
    hub_userinfo: wrong,
    spoke_session: wrong,
    spoke_user: wrong,
  });
  expect(failed(onLogin(correct, seen))).toHaveLength(5);
  expect(onLogin(agree, seen).is).toBe("pass");
});

test("one surface that says something else disagrees; order of members does not", () => {
  expect(failed(onLogin(agree, login({ hub_userinfo: { username: "bea" } })))).toEqual([
    "username on hub_userinfo",
  ]);
  expect(onLogin(agree, login({ hub_userinfo: { permissions: ["write", "read"] } })).is).toBe("pass");
});

test("an active organisation outside the person's own fails in every phase", () => {
  const seen = login({ spoke_session: { active_org: "initech" } });
  expect(failed(onLogin(activeOrg, seen))).toEqual(three("active_org on spoke_session"));
});

test.each([
  [permissions, { permissions: ["read", "read"] }],
  [permissions, { permissions: ["read write"] }],
  [scope, { scope: "openid profile email admin" }],
  [scope, { scope: "openid" }],
])("what is not well said fails: %#", (check, change) => {
  expect(failed(onLogin(check, login({ spoke_session: change })))).toHaveLength(1);
});

test("app_access is looked for where apps look: not in user_metadata", () => {
  const seen = login({ spoke_session: { app_access: undefined, user_metadata: { app_access: ["app"] } } });
  expect(failed(onLogin(appAccess, seen))).toEqual(three("app_access of the access token"));
  expect(
    failed(onLogin(appAccess, { ...login(), session_user: { user_metadata: { app_access: ["app"] } } })),
  ).toEqual(three("app_access of session.user.app_metadata"));
});

const seenAt = "2026-01-01T00:00:00.000Z";
const now = Date.parse(seenAt) / 1000;
const good = { iss: "https://hub", sub: "u", aud: "app", exp: now + 600, iat: now, nonce: "n", at_hash: "h" };
const nothingElse = { hub_id_token: { absent: "none came" }, hub_access_token: { absent: "it is opaque" } };
const askIdToken = (claims: object, header: object = {}, more: object = {}) =>
  idToken.judge(
    {
      claims: {
        id_token: {
          token: {
            jwt: true,
            header: { alg: "RS256", kid: "k1", ...header },
            claims: { ...good, ...claims },
            verified: true,
            ...more,
          },
          client_id: "app",
          nonce: "n",
          at_hash: "h",
          issuer: "https://hub",
          kids: ["k1"],
          seenAt,
        },
        ...Object.fromEntries(
          ["login", "refresh", "rotation"].map((phase) => [phase, { surfaces: nothingElse }]),
        ),
      },
    } as never,
    subject as never,
  );

test.each([
  [[], {}],
  [[], { aud: ["app", "other"], azp: "app" }],
  [["iss"], { iss: "https://hub/" }],
  [["aud"], { aud: "other" }],
  [["azp"], { aud: ["app", "other"] }],
  [["azp"], { azp: "other" }],
  [["exp"], { exp: now - 120 }],
  [["exp"], { exp: String(now + 600) }],
  [["iat"], { iat: now + 3600 }],
  [["iat"], { iat: now - 3600 }],
  [["iat"], { iat: undefined }],
  [["nonce"], { nonce: "m" }],
  [["nonce"], { nonce: undefined }],
  [["at_hash"], { at_hash: "g" }],
  [["sub"], { sub: "" }],
])("id_token: %j fails with %j", (expected, claims) => {
  expect(failed(askIdToken(claims))).toEqual(expected);
});

test("id_token: header and signature", () => {
  expect(failed(askIdToken({}, { kid: "k2" }))).toEqual(["kid"]);
  expect(failed(askIdToken({}, { alg: "HS256" }))).toEqual(["alg"]);
  expect(
    failed(askIdToken({}, {}, { verified: false, code: "ERR_JWS_SIGNATURE_VERIFICATION_FAILED" })),
  ).toEqual(["signature"]);
  expect(askIdToken({}, {}, { verified: undefined }).is).toBe("unknown");
});

const still = (seen: PhaseSeen, rest: object) => ({ login: seen, refresh: seen, rotation: seen, ...rest });
const everyPhase = <T>(value: T) => ({ phases: { login: value, refresh: value, rotation: value } });

const rows = (signedIn: unknown, anonymous: object = { status: 401 }) => ({
  rows: {
    attempts: [
      { name: "signed in", answer: { status: 200, json: signedIn } },
      { name: "anonymous", answer: anonymous },
    ],
  },
});
test.each([
  ["pass", [], [{ org: "acme" }], undefined],
  ["fail", three("another organisation"), [{ org: "acme" }, { org: "globex" }], undefined],
  ["fail", three("own organisation"), [], undefined],
  ["fail", three("anonymous"), [{ org: "acme" }], { status: 200, json: [{ org: "acme" }] }],
  ["pass", [], [{ org: "acme" }], { status: 200, json: [] }],
  ["unknown", [], [{ org: "acme" }], { status: 503 }],
  ["unknown", [], [{ org: "acme" }], { status: 429 }],
])("the rows say %s %j", (is, cases, signedIn, anonymous) => {
  const judgement = ask(truthTable, still(login(), { rls: everyPhase(rows(signedIn, anonymous)) }));
  expect(judgement.is).toBe(is);
  expect(failed(judgement)).toEqual(cases);
});

test("a table that has no row to show, or none to hide, proves nothing", () => {
  const of = (there: string[], signedIn: unknown) =>
    ask(
      truthTable,
      still(login(), {
        rls: everyPhase({ ...rows(signedIn), probe: { status: 200, json: { organisations: there } } }),
      }),
    );
  expect(of(["acme", "globex"], [{ org: "acme" }]).is).toBe("pass");
  expect(of(["globex", "initech"], [])).toMatchObject({
    is: "unknown",
    because: "the probe's table has no row of acme",
  });
  expect(of(["acme"], [{ org: "acme" }])).toMatchObject({
    is: "unknown",
    because: "the probe's table has rows of acme alone",
  });
  expect(failed(of(["acme", "globex"], []))).toEqual(three("own organisation"));
});

test("that strangers are refused proves nothing while the test person is refused too", () => {
  const answer = { status: 401, json: { message: "No API key found in request" } };
  const shut = { rows: { attempts: ["signed in", "anonymous"].map((name) => ({ name, answer })) } };
  const judgement = ask(truthTable, still(login(), { rls: everyPhase(shut) }));
  expect(judgement.cases?.find(({ name }) => name === "login: anonymous")?.outcome).toBe("unknown");
});

test("a probe that was installed without its table is told by what to install", () => {
  const answer = { status: 404, json: { code: "PGRST205" } };
  const none = { rows: { attempts: ["signed in", "anonymous"].map((name) => ({ name, answer })) } };
  expect(ask(truthTable, still(login(), { rls: everyPhase(none) }))).toMatchObject({
    is: "unknown",
    resolvedBy: expect.stringContaining("contract/sql/cargo_gate_probe.sql"),
  });
});

test("rows that go astray only after a refresh are seen", () => {
  const right = rows([{ org: "acme" }]);
  const rls = {
    phases: { login: right, refresh: rows([{ org: "acme" }, { org: "globex" }]), rotation: right },
  };
  expect(failed(ask(truthTable, still(login(), { rls })))).toEqual(["refresh: another organisation"]);
});

const uidIs = (id: unknown) => ({
  sub: "local",
  user_id: "local",
  probe: { status: 200, json: { uid: id } },
});
test("auth.uid() is held against the session, the spoke's own user and the first login", () => {
  expect(ask(uid, still(login(), { rls: everyPhase(uidIs("local")) })).is).toBe("pass");
  expect(ask(uid, still(login(), { rls: everyPhase(uidIs("cargo")) }))).toMatchObject({
    is: "fail",
    expected: "local",
  });
  expect(ask(uid, still(login(), { rls: everyPhase(uidIs(null)) })).is).toBe("fail");
  expect(ask(uid, still(login(), { rls: {} })).is).toBe("unknown");
  const moved = { sub: "new", user_id: "new", probe: { status: 200, json: { uid: "new" } } };
  const rls = { phases: { login: uidIs("local"), refresh: moved, rotation: moved } };
  expect(failed(ask(uid, still(login(), { rls })))).toEqual([
    "refresh: auth.uid() after login",
    "rotation: auth.uid() after login",
  ]);
});

test("own tables are counted in every phase", () => {
  const of = (count: number | undefined, status = 200) =>
    still(login(), {
      tables: { user: "ann", ...everyPhase([{ table: "notes", count, answer: { status } }]) },
    });
  expect(ask(ownTables, of(2)).is).toBe("pass");
  expect(ask(ownTables, of(3))).toMatchObject({ is: "fail", expected: 2, actual: 3 });
  expect(ask(ownTables, of(undefined, 403))).toMatchObject({ is: "fail", actual: { status: 403 } });
  expect(ask(ownTables, of(undefined, 503)).is).toBe("unknown");
  expect(ask(ownTables, still(login(), { tables: { user: "bob" } })).is).toBe("unknown");
});

test("a phase whose session was not reached is unknown and leads to what stood in the way", () => {
  const unreached = { unreached: "refused", behind: "claims/spoke-refresh-rotates" };
  const gone = { ...login(), surfaces: { ...login().surfaces, spoke_session: unreached } };
  const judgement = ask(truthTable, {
    ...still(login(), { rls: everyPhase(rows([{ org: "acme" }])) }),
    rotation: gone,
  });
  expect(judgement).toMatchObject({ is: "unknown", resolvedBy: "claims/spoke-refresh-rotates" });
});

const drift = (change: Parameters<typeof login>[0]) =>
  ask(stable, { login: login(), refresh: login(change), rotation: login() });
test("what changes by a mere refresh fails, what the contract demands stays presence's red", () => {
  expect(ask(stable, still(login(), {})).is).toBe("pass");
  expect(failed(drift({ hub_userinfo: { username: "bea" } }))).toEqual(["refresh: username on hub_userinfo"]);
  expect(failed(drift({ hub_userinfo: { app_access: undefined } }))).toEqual([
    "refresh: app_access on hub_userinfo",
  ]);
  expect(drift({ spoke_session: { username: undefined } })).toMatchObject({
    is: "unknown",
    cause: [{ check: "claims/present-after-refresh" }],
  });
  expect(drift({ hub_userinfo: { permissions: ["write", "read"] } }).is).toBe("pass");
  expect(ask(stable, still({}, {})).is).toBe("unknown");
});

test("another sub after a refresh is another person", () => {
  const person = (sub: string) => login({ spoke_session: { sub } });
  const judgement = ask(stable, { login: person("a"), refresh: person("a"), rotation: person("b") });
  expect(failed(judgement)).toEqual(["rotation: sub on spoke_session"]);
});

test.each([
  ["pass", { before: "a", after: "b", answer: { status: 200 } }],
  ["fail", { before: "a", after: "a", answer: { status: 200 } }],
  ["fail", { before: "a", answer: { status: 200 } }],
  ["fail", { answer: { status: 200 } }],
  ["unknown", { before: "a", answer: { status: 503 } }],
  ["unknown", { before: "a", answer: { error: { code: "ETIMEDOUT" } } }],
  ["unknown", { unreached: "no client secret" }],
  ["unknown", {}],
])("rotation: %s for %j", (is, renewal) => {
  const phase = { renewed: { hub: renewal } };
  expect(ask(hubRotates, { refresh: phase, rotation: phase }).is).toBe(is);
});

const refused = { before: "b", answer: { status: 400 } };
const rotated = { before: "a", after: "b", answer: { status: 200 } };
const renew = (first: object, then: object) => ({
  refresh: { renewed: { hub: first, spoke: first } },
  rotation: { renewed: { hub: then, spoke: then } },
});
test("a rotated token that does not work fails; a refresh that never worked is another check's red", () => {
  expect(failed(ask(hubRotates, renew(rotated, refused)))).toEqual(["refresh with the new token"]);
  expect(ask(hubRotates, renew(refused, rotated))).toMatchObject({
    is: "unknown",
    resolvedBy: "endpoints/token-works-on-public-domain",
  });
  expect(
    failed(
      ask(spokeRotates, {
        ...renew(refused, rotated),
        refresh: { renewed: { hub: rotated, spoke: refused } },
      }),
    ),
  ).toEqual(["first refresh"]);
  expect(ask(spokeRotates, renew(refused, rotated))).toMatchObject({
    is: "unknown",
    resolvedBy: "claims/hub-refresh-rotates",
  });
});
