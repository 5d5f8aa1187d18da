import { expect, test } from "vitest";
import type { Check, Judgement } from "../../core/check.ts";
import presentAfterLogin from "../../gates/claims/contract/present-after-login.check.ts";
import clientToken from "../../gates/claims/security/client-token-limited.check.ts";
import isolated from "../../gates/claims/security/isolated-between-spokes.check.ts";
import notEditable from "../../gates/claims/security/not-user-editable.check.ts";
import { mistakesIn } from "../../gates/claims/security/policy-lint.ts";
import concurrent from "../../gates/claims/session/concurrent-refresh.check.ts";
import bound from "../../gates/claims/session/hub-refresh-bound-to-client.check.ts";
import hubReuse from "../../gates/claims/session/hub-refresh-reuse-refused.check.ts";
import rotation from "../../gates/claims/session/key-rotation-keeps-claims.check.ts";
import lifetime from "../../gates/claims/session/lifetime-within-budget.check.ts";
import follows from "../../gates/claims/switch/app-access-follows-org.check.ts";
import kept from "../../gates/claims/switch/no-privilege-kept-after-switch.check.ts";
import takesEffect from "../../gates/claims/switch/org-switch-takes-effect.check.ts";
import removed from "../../gates/claims/switch/removed-member-loses-org.check.ts";
import { givenTo, right, subject } from "./right.ts";
import { login } from "./sample.ts";

const ask = (check: Check, change: Readonly<Record<string, unknown>>): Judgement => {
  const control = check.control?.judge(givenTo(check.control.needs, change) as never, subject as never);
  if (control && control.is !== "pass") return control;
  return check.judge(givenTo(check.needs, change) as never, subject as never);
};
const failed = (judgement: Judgement) =>
  judgement.cases?.filter(({ outcome }) => outcome === "fail").map(({ name }) => name);
const of = (name: string): Record<string, unknown> => Object(right[name]);

test("a session token that cannot be read proves no presence", () => {
  const seen = login();
  const surfaces = { ...seen.surfaces, spoke_session: { absent: "the session token is opaque" } };
  expect(ask(presentAfterLogin, { "claims.login": { ...seen, surfaces } })).toMatchObject({
    is: "unknown",
    resolvedBy: expect.stringContaining("required_surfaces"),
  });
});

const inGlobex = { active_org: "globex", permissions: ["read"], app_roles: { app: ["viewer"] } };
const switched = (session: object, more: object = {}) => ({
  "claims.switch": {
    ...of("claims.switch"),
    surfaces: {
      ...Object(of("claims.switch").surfaces),
      spoke_session: {
        claims: { ...(login().surfaces?.spoke_session?.claims as object), ...inGlobex, ...session },
      },
    },
    ...more,
  },
});

test("permissions of the old organisation beside the new one's are kept rights, and no whole switch", () => {
  const both = switched({ permissions: ["read", "write"] });
  expect(failed(ask(kept, both))).toEqual(["permissions on spoke_session"]);
  expect(failed(ask(takesEffect, both))).toEqual(["permissions on spoke_session"]);
});

test("a role that only the old organisation gives is a kept right", () => {
  expect(failed(ask(kept, switched({ app_roles: { app: ["viewer", "internal"] } })))).toEqual([
    "app_roles on spoke_session",
  ]);
});

test("a switch that never arrives is one red; kept rights are then unknown and say so", () => {
  const never = switched(
    { active_org: "acme", permissions: ["read", "write"], app_roles: { app: ["internal"] } },
    {
      arrived: { hub: { by: "refresh" }, spoke: { by: "never" } },
    },
  );
  expect(failed(ask(takesEffect, never))).toContain("arrival at the spoke");
  expect(ask(kept, never)).toMatchObject({
    is: "unknown",
    cause: [{ check: "claims/org-switch-takes-effect" }],
  });
});

test("a sign-in may bring the switch as well as a refresh", () => {
  const late = switched({}, { arrived: { hub: { by: "refresh" }, spoke: { by: "sign-in" } } });
  expect(ask(takesEffect, late).is).toBe("pass");
});

test("what was wrong before the switch is not the switch's fault", () => {
  const before = login({ spoke_session: { permissions: ["odd"] } });
  expect(ask(takesEffect, switched({ permissions: ["odd"] }, { before }))).toMatchObject({
    is: "unknown",
    cause: [{ check: "claims/correct-for-user" }],
  });
});

test("rows of the old organisation after the switch are kept rights", () => {
  const rows = {
    rows: {
      attempts: [{ name: "signed in", answer: { status: 200, json: [{ org: "acme" }, { org: "globex" }] } }],
    },
  };
  expect(failed(ask(kept, switched({}, { rls: rows })))).toEqual(["rows of acme"]);
});

const none = (name: string) => ({ rows: { attempts: [{ name, answer: { status: 200, json: [] } }] } });
test.each([
  [["rows of globex"], { rls: none("signed in") }],
  [["rows of notes"], { tables: [{ table: "notes", count: 2, answer: { status: 200 } }] }],
  [
    ["auth.uid()"],
    { rls: { ...Object(of("claims.switch").rls), probe: { status: 200, json: { uid: "other" } } } },
  ],
  [
    ["rows without a session"],
    {
      rls: {
        rows: {
          attempts: [
            { name: "signed in", answer: { status: 200, json: [{ org: "globex" }] } },
            { name: "anonymous", answer: { status: 200, json: [{ org: "globex" }] } },
          ],
        },
      },
    },
  ],
])("what a switch must bring beside the claims: %j", (names, change) => {
  expect(failed(ask(takesEffect, switched({}, change)))).toEqual(names);
});

test("a table that showed the wrong rows before the switch is not the switch's fault", () => {
  const wrong = [{ table: "notes", count: 9, answer: { status: 200 } }];
  expect(ask(takesEffect, switched({}, { tables_before: wrong, tables: wrong }))).toMatchObject({
    is: "unknown",
    cause: [{ check: "claims/own-tables-still-work" }],
  });
});

test("no switch without a driver is unknown, with what stood in the way", () => {
  const none = {
    "claims.switch": { unreached: "refused", behind: "endpoints/token-works-on-public-domain" },
  };
  for (const check of [kept, takesEffect]) {
    expect(ask(check, none)).toMatchObject({
      is: "unknown",
      resolvedBy: "endpoints/token-works-on-public-domain",
    });
  }
});

test("a removed member who keeps the organisation on one surface fails there", () => {
  const after = login({ spoke_session: { orgs: ["acme", "globex"], active_org: "globex" } });
  const seen = {
    "claims.removal": {
      ...of("claims.removal"),
      after: {
        ...Object(of("claims.removal").after),
        surfaces: {
          ...Object(Object(of("claims.removal").after).surfaces),
          spoke_session: after.surfaces?.spoke_session,
        },
      },
    },
  };
  expect(failed(ask(removed, seen))).toEqual(["orgs on spoke_session"]);
});

test.each([
  ["fail", { after: of("claims.grant").before }],
  ["pass", { after: undefined, renewed: { answer: { status: 400 } } }],
  ["unknown", { after: undefined, renewed: { answer: { status: 503 } } }],
  [
    "unknown",
    {
      before: {
        ...login({ spoke_session: { app_access: [] }, spoke_user: { app_access: [] } }),
        session_user: {},
      },
    },
  ],
])("a revoked grant: %s", (is, change) => {
  expect(ask(follows, { "claims.grant": { ...of("claims.grant"), ...change } }).is).toBe(is);
});

test.each([
  ["pass", { walk: { ended: "page" } }],
  ["pass", { sign_in: of("claims.grant").after }],
  ["fail", { sign_in: of("claims.grant").before }],
  ["unknown", { walk: { ended: "arrived", params: { error: "server_error" } } }],
  ["unknown", { walk: { ended: "error" } }],
  ["unknown", { walk: undefined }],
  ["unknown", { sign_in: { surfaces: {} } }],
])("a new sign-in without a grant: %s for %j", (is, change) => {
  expect(ask(follows, { "claims.grant": { ...of("claims.grant"), ...change } }).is).toBe(is);
});

const reuse = (one: object) => ({ "claims.hub_reuse": { cases: [one] } });
const spent = (name: string, status: number, after?: string, then = 400) => ({
  name,
  active: "b",
  again: { before: "a", answer: { status }, ...(after && { after }) },
  after: { answer: { status: then } },
});
test.each([
  ["pass", spent("window", 200, "z", 200)],
  ["fail", spent("window", 400, undefined, 200)],
  ["fail", spent("window", 200, "z", 400)],
  ["pass", spent("parent", 400)],
  ["pass", spent("parent", 200, "b")],
  ["fail", spent("parent", 200, "z")],
  ["pass", spent("grandparent", 400)],
  ["fail", spent("grandparent", 200, "b")],
  ["fail", spent("grandparent", 400, undefined, 200)],
  ["unknown", spent("grandparent", 400, undefined, 503)],
  ["unknown", spent("grandparent", 429)],
  ["unknown", { ...spent("grandparent", 200, "a"), active: "a" }],
])("a spent refresh token: %s for %j", (is, one) => {
  expect(ask(hubReuse, reuse(one)).is).toBe(is);
});

test("a refusal of a client that the hub does not know proves nothing", () => {
  const binding = of("claims.hub_binding");
  const unknownClient = {
    controls: [
      { name: "own", answer: { status: 200 } },
      { name: "the other client's own sign-in", answer: { status: 401 } },
    ],
  };
  expect(ask(bound, { "claims.hub_binding": { ...binding, ...unknownClient } }).is).toBe("unknown");
  const attempts = [
    { name: "without a secret", answer: { status: 401 } },
    { name: "with a wrong secret", answer: { status: 401 } },
  ];
  expect(ask(bound, { "claims.hub_binding": { ...binding, attempts } })).toMatchObject({
    is: "unknown",
    because: "not tried: another client",
  });
});

test.each([
  ["fail", { sessions: ["s", "t"] }],
  ["unknown", { sessions: [] }],
  ["fail", { after: { answer: { status: 400 } } }],
  ["fail", { answers: [{ status: 400 }, { status: 400 }] }],
  ["unknown", { answers: [{ status: 503 }] }],
  ["pass", { answers: [{ status: 200 }, { status: 400 }] }],
])("refreshes at once: %s for %j", (is, change) => {
  expect(ask(concurrent, { "claims.concurrent": { ...of("claims.concurrent"), ...change } }).is).toBe(is);
});

test("a rotation that adds no key shows nothing", () => {
  const same = { ...of("claims.key_rotation"), kids_after: ["one"] };
  expect(ask(rotation, { "claims.key_rotation": same }).is).toBe("unknown");
});

test.each([
  ["old id_token", { old_id_token: { jwt: true, verified: false, code: "ERR_JWKS_NO_MATCHING_KEY" } }],
  ["old access token at userinfo", { old_userinfo: { status: 401 } }],
  ["refresh at the spoke", { renewed: { hub: { answer: { status: 200 } }, spoke: { unreached: "500" } } }],
  ["a new sign-in at the spoke", { sign_in: { surfaces: { spoke_session: { unreached: "500" } } } }],
])("what a rotation must not break: %s", (name, change) => {
  expect(
    failed(ask(rotation, { "claims.key_rotation": { ...of("claims.key_rotation"), ...change } })),
  ).toEqual([name]);
});

test("a claim that took what its owner wrote fails; one that drifts by itself is another check's red", () => {
  const edit = (after: object) => ({
    "claims.user_edit": {
      ...of("claims.user_edit"),
      after: login({ spoke_session: after, spoke_rls: after }),
    },
  });
  expect(failed(ask(notEditable, edit({ active_org: "globex" })))).toEqual([
    "active_org on spoke_session",
    "active_org on spoke_rls",
  ]);
  expect(
    failed(ask(notEditable, edit({ permissions: ["read", "write", "cargo-gates-forged"] }))),
  ).toHaveLength(2);
  expect(ask(notEditable, edit({ username: "bea" }))).toMatchObject({
    is: "unknown",
    cause: [{ check: "claims/stable-across-phases" }],
  });
});

/** One try more beside everything that was refused. */
const withTry = (attempt: object) => {
  const { attempts, ...rest } = of("claims.isolation");
  return { ...rest, attempts: [attempts, attempt].flat() };
};

test.each([
  ["fail", 200],
  ["pass", 401],
  ["unknown", 302],
  ["unknown", 500],
])("a foreign token: %s for %d", (is, status) => {
  const seen = withTry({ name: "x", sent: "GET /user", answer: { status } });
  expect(ask(isolated, { "claims.isolation": seen }).is).toBe(is);
});

test("a page for people, which a hub gives to every unknown path, takes nothing", () => {
  const answer = { status: 200, headers: { "content-type": "text/html; charset=utf-8" } };
  const seen = withTry({ name: "x", sent: "GET /user", answer });
  expect(ask(isolated, { "claims.isolation": seen }).is).toBe("pass");
});

test("a border is held from both sides: a direction that was not tried leaves it open", () => {
  const { controls, attempts } = of("claims.isolation") as {
    controls: object[];
    attempts: { name: string }[];
  };
  const given = (kept: typeof attempts) =>
    givenTo(isolated.needs, { "claims.isolation": { controls, attempts: kept } }) as never;
  const paired = { ...subject, peer: { id: "other" } } as never;
  expect(isolated.judge(given(attempts), paired).is).toBe("pass");
  for (const { name } of attempts) {
    const judged = isolated.judge(given(attempts.filter((one) => one.name !== name)), paired);
    expect(judged).toMatchObject({ is: "unknown", because: `not tried: ${name}` });
  }
});

test("a refusal of the other spoke's refresh token counts where it works at that spoke", () => {
  const seen = withTry({
    name: "the other spoke's refresh token here",
    sent: "token endpoint",
    answer: { status: 400 },
  });
  for (const [status, is] of [
    [200, "pass"],
    [400, "unknown"],
    [undefined, "unknown"],
  ] as const) {
    expect(ask(isolated, { "claims.isolation": { ...seen, peer_refresh: { status } } }).is).toBe(is);
  }
});

test("a refresh token that does not work in its own hands is another check's red", () => {
  const name = "the other client's refresh token in its own hands";
  const seen = { ...of("claims.isolation"), controls: [{ name, answer: { status: 400 } }] };
  expect(ask(isolated, { "claims.isolation": seen })).toMatchObject({
    is: "unknown",
    cause: [{ check: "claims/hub-refresh-rotates" }],
  });
});

test("where no client needs its secret, another check says so; another client is still refused", () => {
  const attempts = ["another client", "without a secret", "with a wrong secret"].map((name) => ({
    name,
    answer: { status: name === "another client" ? 400 : 200 },
  }));
  const change = {
    "claims.hub_binding": { controls: [{ answer: { status: 200 } }], attempts },
    "token.client_auth": { attempts: [{ name: "no-secret", answer: { status: 200 } }] },
  };
  expect(ask(bound, change)).toMatchObject({
    is: "unknown",
    cause: [{ check: "endpoints/token-client-auth-required" }],
  });
});

test("where userinfo takes anything, one token more is no news", () => {
  const seen = withTry({ name: "x", sent: "userinfo", answer: { status: 200 } });
  const takesAll = { attempts: [{ name: "garbage", answer: { status: 200 } }] };
  expect(ask(isolated, { "claims.isolation": seen }).is).toBe("fail");
  expect(ask(isolated, { "claims.isolation": seen, "userinfo.refusals": takesAll })).toMatchObject({
    is: "unknown",
    cause: [{ check: "endpoints/userinfo-bearer-required" }],
  });
});

test("a client's logout that ends the person's session is seen at the next sign-in", () => {
  const attempts = [{ name: "logout", answer: { status: 204 }, walk: { ended: "page" } }];
  expect(
    ask(clientToken, { "claims.client_token": { controls: [{ answer: { status: 200 } }], attempts } }).is,
  ).toBe("fail");
});

test("a token that lives too long or is too large fails; one that does not say is unknown", () => {
  const seen = of("claims.login");
  const session = (change: object) => ({
    "claims.login": { ...seen, surfaces: { ...Object(seen.surfaces), spoke_session: change } },
  });
  expect(failed(ask(lifetime, session({ claims: { iat: 0, exp: 86400 }, token: { size: 5000 } })))).toEqual([
    "life of spoke_session",
    "size of spoke_session",
  ]);
  expect(ask(lifetime, session({ absent: "opaque", token: { size: 40 } })).is).toBe("unknown");
});

test.each([
  ["(org = ((SELECT auth.jwt() AS jwt) ->> 'active_org'::text))", 0],
  ["((auth.jwt() -> 'permissions'::text) ? 'documents.read'::text)", 0],
  ["(((auth.jwt() ->> 'permissions'::text))::jsonb ? 'x'::text)", 0],
  ["(id = ( SELECT auth.uid() AS uid))", 0],
  ["(org = ((auth.jwt() -> 'user_metadata'::text) ->> 'active_org'::text))", 1],
  ["(org = (auth.jwt() ->> 'app_metadata.active_org'::text))", 1],
  ["(org = ((auth.jwt() -> 'active_org'::text))::text)", 1],
  ["((auth.jwt() ->> 'permissions'::text) ~~ '%documents%'::text)", 1],
])("lint of %s", (expression, mistakes) => {
  expect(mistakesIn(expression, ["permissions", "orgs"])).toHaveLength(mistakes);
});
