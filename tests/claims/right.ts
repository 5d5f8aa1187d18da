import { contract, login } from "./sample.ts";

/** Evidence of a world in which everything is right, by name of the piece: enough for every check of Gate 3 to pass. */
const rotated = { before: "a", after: "b", answer: { status: 200 } };
const seenAt = "2026-01-01T00:00:00Z";
const now = Math.floor(Date.parse(seenAt) / 1000);
const signedAt = (claims: object) => ({
  jwt: true,
  verified: true,
  size: 900,
  header: { alg: "ES256", kid: "k" },
  claims: { iss: "https://hub", sub: "u", exp: now + 60, ...claims },
});
/** What was held against a token of the hub at its moment. */
const moment = { client_id: "app", nonce: "n", issuer: "https://hub", kids: ["k"], seenAt };
const ofHub = { hub_id_token: { token: signedAt({}) }, hub_access_token: { token: signedAt({}), seenAt } };
const withTokens = (surfaces: ReturnType<typeof login>["surfaces"]) => ({
  ...surfaces,
  hub_id_token: { ...surfaces?.hub_id_token, ...ofHub.hub_id_token },
  hub_access_token: {
    ...surfaces?.hub_access_token,
    ...ofHub.hub_access_token,
    claims: { ...Object(surfaces?.hub_access_token?.claims), ...ofHub.hub_access_token.token.claims },
  },
});
const phase = {
  ...login(),
  surfaces: withTokens(login().surfaces),
  id_token: {
    ...moment,
    token: signedAt({ aud: "app", iat: now }),
    original: { iss: "https://hub", sub: "u", aud: "app", nonce: "n" },
  },
  renewed: { hub: rotated, spoke: rotated },
  session_user: { app_metadata: { app_access: ["app"] } },
};
const rows = (org: string) => ({
  rows: {
    attempts: [
      { name: "signed in", answer: { status: 200, json: [{ org }] } },
      { name: "anonymous", answer: { status: 401 } },
    ],
  },
});
const rls = {
  sub: "local",
  user_id: "local",
  probe: { status: 200, json: { uid: "local" } },
  ...rows("acme"),
};
const notes = [{ table: "notes", count: 2, answer: { status: 200 } }];

const inGlobex = { active_org: "globex", permissions: ["read"], app_roles: { app: ["viewer"] } };
const globex = login({
  hub_id_token: inGlobex,
  hub_access_token: inGlobex,
  hub_userinfo: inGlobex,
  spoke_session: inGlobex,
  spoke_user: inGlobex,
  spoke_rls: inGlobex,
});
const gone = { orgs: ["globex"], active_org: "globex" };
const removed = login({
  hub_userinfo: gone,
  hub_id_token: gone,
  hub_access_token: gone,
  spoke_session: gone,
  spoke_user: gone,
  spoke_rls: gone,
});
const ungranted = {
  ...login({ spoke_session: { app_access: [] }, spoke_user: { app_access: [] } }),
  session_user: { app_metadata: { app_access: [] } },
};

const token = (kid: string) => ({ jwt: true, verified: true, header: { kid }, size: 900 });
const signed = (kid: string) => {
  const seen = login();
  const { hub_id_token, hub_access_token, ...rest } = seen.surfaces ?? {};
  return {
    ...seen,
    surfaces: {
      ...rest,
      hub_id_token: { ...hub_id_token, token: token(kid) },
      hub_access_token: { ...hub_access_token, token: token(kid) },
    },
  };
};
/** The spoke's own surfaces, with the answers that they were read from. */
const asked = () => {
  const { spoke_session, spoke_user, spoke_rls } = login().surfaces ?? {};
  const answer = { status: 200 };
  return {
    user: "ann",
    surfaces: { spoke_session, spoke_user: { ...spoke_user, answer }, spoke_rls: { ...spoke_rls, answer } },
  };
};
const lived = { exp: now + 3600, iat: now };
const measured = login({ hub_access_token: lived, spoke_session: lived });
const sized = Object.fromEntries(
  Object.entries(measured.surfaces ?? {}).map(([name, surface]) => [
    name,
    { ...surface, token: { size: 900 } },
  ]),
);

const shut = { answer: { status: 401 } };
const open = { name: "control", answer: { status: 200 } };
const reuse = {
  window_seconds: 0,
  cases: [
    {
      name: "parent",
      again: { before: "a", after: "b", answer: { status: 200 } },
      active: "b",
      after: rotated,
    },
    { name: "grandparent", again: { before: "a", answer: { status: 400 } }, active: "c", after: shut },
  ],
};

export const right: Readonly<Record<string, unknown>> = {
  "claims.login": { ...phase, surfaces: withTokens(sized) },
  "claims.refresh": phase,
  "claims.rotation": phase,
  "claims.rls": { phases: { login: rls, refresh: rls, rotation: rls } },
  "claims.tables": { user: "ann", phases: { login: notes, refresh: notes, rotation: notes } },
  "claims.id_token": {
    ...moment,
    token: signedAt({ aud: "app", iat: now, nonce: "n" }),
  },
  "claims.switch": {
    ...globex,
    from: "acme",
    to: "globex",
    before: login(),
    arrived: { hub: { by: "refresh", ms: 9 }, spoke: { by: "refresh", ms: 9 } },
    rls_before: { ...rows("acme"), probe: { status: 200, json: { uid: "local" } } },
    rls: { ...rows("globex"), probe: { status: 200, json: { uid: "local" } } },
    tables_before: notes,
    tables: [{ table: "notes", count: 5, answer: { status: 200 } }],
  },
  "claims.removal": {
    user: "ann",
    org: "acme",
    before: login(),
    after: removed,
    rls_before: rows("acme"),
    rls_after: rows("globex"),
  },
  "claims.grant": {
    user: "ann",
    org: "acme",
    app: "app",
    before: phase,
    after: ungranted,
    renewed: rotated,
    walk: { ended: "arrived", params: { error: "access_denied" } },
  },
  "claims.hub_reuse": reuse,
  "claims.spoke_reuse": reuse,
  "claims.hub_binding": {
    controls: [open],
    attempts: ["another client", "without a secret", "with a wrong secret"].map((name) => ({
      name,
      ...shut,
    })),
  },
  "claims.concurrent": {
    answers: [{ status: 200 }, { status: 200 }],
    sessions: ["s", "s"],
    after: rotated,
    user_answer: { status: 200 },
  },
  "claims.key_rotation": {
    user: "ann",
    kids_before: ["one"],
    kids_after: ["two", "one"],
    before: signed("one"),
    after: signed("two"),
    old_id_token: token("one"),
    old_access_token: token("one"),
    old_userinfo: { status: 200 },
    renewed: { hub: rotated, spoke: rotated },
    sign_in: login(),
  },
  "claims.spoke_key_rotation": {
    user: "ann",
    change: { answer: { status: 200 } },
    key_set: { status: 200, url: "https://api/jwks" },
    key_set_after: { status: 200 },
    kids_before: ["one"],
    kids_after: ["two", "one"],
    before: asked(),
    after: asked(),
    tokens: { before: token("one"), old: token("one"), refreshed: token("two"), "signed in": token("two") },
    old_user: { status: 200 },
    old_probe: { status: 200 },
    renewed: { spoke: rotated },
    sign_in: login(),
  },
  "claims.user_edit": {
    user: "ann",
    wrote: { active_org: "globex" },
    attempts: [{ name: "own metadata", answer: { status: 200 } }],
    before: login(),
    after: login(),
    rls_before: rows("acme"),
    rls_after: rows("acme"),
  },
  "claims.isolation": {
    controls: [open],
    attempts: [
      "code redeemed by another client",
      "the other client's code, redeemed by this client",
      "hub's access token at the spoke",
      "the other client's access token at the spoke",
      "session token at the hub",
      "session token at the other spoke",
      "the other spoke's session token here",
    ].map((name) => ({ name, sent: name.endsWith("at the hub") ? "userinfo" : "token endpoint", ...shut })),
  },
  "claims.service_key": { controls: [open], attempts: [{ name: "userinfo", sent: "GET", ...shut }] },
  "claims.hub_service": { controls: [open], attempts: [{ name: "at the spoke", ...shut }] },
  "claims.id_bearer": { controls: [open], attempts: [{ name: "at the hub's userinfo, signed in", ...shut }] },
  "claims.client_token": {
    controls: [open],
    attempts: [
      { name: "write", ...shut },
      { name: "logout", answer: { status: 204 }, walk: { ended: "arrived with a code" } },
    ],
  },
  "claims.policies": {
    answer: { status: 200, json: [{ table: "t", policy: "p", using: "(org = 'acme')" }] },
  },
  "token.client_auth": { attempts: [{ name: "no-secret", ...shut }] },
  "userinfo.refusals": { attempts: [{ name: "garbage", ...shut }] },
};

export const subject = {
  kind: "client",
  contract,
  spoke: {
    key: "app",
    internal: true,
    internal_roles: ["internal"],
    users: { entitled: "ann" },
    rls: { tables: { notes: { ann: { acme: 2, globex: 5 } } } },
    backend: { token_budget: { seconds: 3600, bytes: 4096 } },
  },
};

/** What a check is given: pieces by topic, with these in place of the right ones. */
export const givenTo = (needs: readonly string[], change: Readonly<Record<string, unknown>> = {}) => {
  const given: Record<string, Record<string, unknown>> = {};
  for (const name of needs) {
    const [topic = "", piece = ""] = name.split(".");
    given[topic] = { ...given[topic], [piece]: name in change ? change[name] : right[name] };
  }
  return given;
};
