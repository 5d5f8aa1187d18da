import { expect, test } from "vitest";
import { orgIds, readClaim, SURFACES, shapeFault, truthOf } from "../../core/contract.ts";
import { CONTRACT_FILES, loadContract } from "../../core/contract-load.ts";
import { tellErrors } from "../../core/spokes/load.ts";
import { contractTexts, shippedContract } from "./shipped.ts";

const contract = shippedContract();
const claim = (name: string) => {
  const found = contract.claims.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no claim ${name}`);
  return found;
};

test("the contract is guide 002's, and app_access stands beside it", () => {
  expect(contract.claims.filter((one) => one.contract).map(({ name }) => name)).toEqual([
    "username",
    "cargo_account_number",
    "identity_type",
    "user_type",
    "permissions",
    "orgs",
    "active_org",
    "app_roles",
    "amr",
    "scope",
  ]);
  expect(contract.claims.filter((one) => !one.contract).map(({ name }) => name)).toEqual(["app_access"]);
  expect(contract.requiredSurfaces).toEqual(["spoke_session", "spoke_rls"]);
});

test("a claim is found at the top before app_metadata, and never in what its owner can write", () => {
  for (const { name, surfaces } of contract.claims) {
    for (const surface of SURFACES) {
      const rule = surfaces[surface];
      expect(rule.paths).toEqual([[name], ["app_metadata", name]]);
      expect(readClaim(rule, { user_metadata: { [name]: 1 } }).found).toBe(false);
    }
  }
});

test("amr is a list of names in the id_token, of names or methods in an access token", () => {
  const { hub_id_token, spoke_session, spoke_rls } = claim("amr").surfaces;
  const native = [{ method: "oauth", timestamp: 1 }];
  expect(shapeFault(hub_id_token.schema, native)).toBeDefined();
  expect(shapeFault(hub_id_token.schema, ["pwd"])).toBeUndefined();
  for (const { schema } of [spoke_session, spoke_rls]) {
    expect(shapeFault(schema, native)).toBeUndefined();
    expect(shapeFault(schema, ["oauth"])).toBeUndefined();
    expect(shapeFault(schema, [])).toBeDefined();
    expect(shapeFault(schema, "oauth")).toBeDefined();
  }
  expect([hub_id_token.compare, spoke_session.compare, spoke_rls.compare]).toEqual([
    "equal",
    "present",
    "equal",
  ]);
});

const WRONG: Record<string, unknown[]> = {
  username: ["", 1, null, ["alice"]],
  cargo_account_number: ["", 101],
  permissions: ["documents.read", [1], { 0: "documents.read" }, null],
  orgs: ["acme", [{}], [{ id: "" }], [1], null],
  active_org: ["", null, ["acme"]],
  app_roles: ["admin", null, { app: 1 }],
  scope: ["", ["openid"], "openid  email", " openid"],
  app_access: ["network", null],
};
test.for(Object.entries(WRONG))("%s of a wrong type is no %s", ([name, values]) => {
  for (const value of values)
    expect(shapeFault(claim(name).surfaces.spoke_session.schema, value)).toBeDefined();
});

test("what is stable, and what is compared without order", () => {
  const names = (keep: (one: (typeof contract.claims)[number]) => boolean) =>
    contract.claims.filter(keep).map(({ name }) => name);
  expect(names(({ stable }) => stable)).toEqual([
    "username",
    "cargo_account_number",
    "identity_type",
    "user_type",
    "orgs",
  ]);
  expect(names(({ surfaces }) => surfaces.spoke_session.compare === "set")).toEqual([
    "permissions",
    "orgs",
    "app_access",
  ]);
});

test("every test user is an example of the contract, in each of their organisations", () => {
  for (const user of contract.users) {
    for (const org of Object.keys(user.organisations)) {
      const truth = truthOf(user, org);
      for (const { name, surfaces } of contract.claims) {
        if (name === "amr" || name === "scope") continue;
        expect([user.id, org, name, shapeFault(surfaces.spoke_session.schema, truth[name])]).toEqual([
          user.id,
          org,
          name,
          undefined,
        ]);
      }
      expect(orgIds(truth.orgs)).toContain(truth.active_org);
    }
  }
});

test("a switch of alice's organisation changes what she may do, and takes something away", () => {
  const alice = contract.users.find(({ id }) => id === "alice");
  if (alice === undefined) throw new Error("no alice");
  const [before, after] = [truthOf(alice), truthOf(alice, "globex")];
  expect([before.active_org, after.active_org]).toEqual(["acme", "globex"]);
  expect(before.app_roles).not.toEqual(after.app_roles);
  expect(before.permissions).toContain("documents.write");
  expect(after.permissions).not.toContain("documents.write");
});

test("mail to a test user reaches nobody", () => {
  for (const { email } of contract.users) expect(email).toMatch(/\.(test|example)$/);
});

test("the digest follows every byte of every file", () => {
  const digests = Object.values(CONTRACT_FILES).map((name) => {
    const texts = contractTexts();
    const loaded = loadContract({ ...texts, [name]: `${texts[name]}\n` });
    return loaded.ok ? loaded.contract.digest : "";
  });
  expect(new Set([contract.digest, ...digests]).size).toBe(5);
});

const MISTAKES: Record<string, [file: string, from: string, to: string, told: RegExp]> = {
  "an unknown surface": [
    CONTRACT_FILES.surfaces,
    "required_surfaces: [spoke_session,",
    "required_surfaces: [spoke_sesion,",
    /^contract\/surfaces\.yaml:9:21 {2}required_surfaces\[0\]\n {2}written: {2}"spoke_sesion"\n.*spoke_rls\n {2}nearest: {2}spoke_session$/s,
  ],
  "a rule for an unknown claim": [
    CONTRACT_FILES.surfaces,
    "  username: {",
    "  user_name: {",
    /claims\.user_name\n {2}written: {2}the claim "user_name"\n.*nearest: {2}username$/s,
  ],
  "a schema that does not compile": [
    CONTRACT_FILES.identity,
    '"type": "string",',
    '"type": "text",',
    /identity\.schema\.json:\d+:\d+ {2}properties\.username\n {2}written: {2}a schema that does not compile/,
  ],
  "a required claim without schema": [
    CONTRACT_FILES.identity,
    '"scope"\n  ]',
    '"scopes"\n  ]',
    /required\[9\]\n {2}written: {2}the claim "scopes"\n.*nearest: {2}scope$/s,
  ],
  "a password instead of its reference": [
    CONTRACT_FILES.users,
    "env:GATES_BOB_PASSWORD",
    "hunter2",
    /test-users\.yaml:\d+:15 {2}users\[1\]\.password\n {2}written: {2}\(hidden\)\n {2}expected: a secret reference/,
  ],
  "an active organisation that is none": [
    CONTRACT_FILES.users,
    "active_org: acme",
    "active_org: amce",
    /users\[0\]\.active_org\n {2}written: {2}"amce"\n {2}expected: a key of organisations: acme, globex\n {2}nearest: {2}acme$/,
  ],
  "a truth of another type": [
    CONTRACT_FILES.users,
    "permissions: [documents.read, documents.write, members.manage]",
    "permissions: documents.read",
    /users\[0\]\.organisations\.acme\.permissions\n {2}written: {2}"\\?"documents\.read\\?""\n {2}expected: a value that fits identity\.schema\.json: value must be array$/,
  ],
  "a truth about an unknown claim": [
    CONTRACT_FILES.users,
    "user_type: staff",
    "usertype: staff",
    /users\[0\]\.truth\.usertype\n {2}written: {2}the claim "usertype"\n.*nearest: {2}user_type$/s,
  ],
  "a rule about an unknown claim": [
    CONTRACT_FILES.semantics,
    "among: orgs",
    "among: org",
    /semantics\.yaml:\d+:\d+ {2}one_of\[0\]\.among\n {2}written: {2}the claim "org"\n.*nearest: {2}orgs$/s,
  ],
  "a form that is no regular expression": [
    CONTRACT_FILES.semantics,
    "'^\\S+$'",
    "'^(\\S+$'",
    /semantics\.yaml:\d+:\d+ {2}members\.permissions\.pattern\n {2}written: {2}.*\n {2}expected: a regular expression/,
  ],
  "a user twice": [
    CONTRACT_FILES.users,
    "- id: bob",
    "- id: alice",
    /users\[1\]\.id\n {2}written: {2}"alice" twice\n/,
  ],
};
test.for(Object.entries(MISTAKES))("told with its place: %s", ([, [file, from, to, expected]]) => {
  const texts = contractTexts();
  const text = texts[file] ?? "";
  expect(text).toContain(from);
  const loaded = loadContract({ ...texts, [file]: text.replace(from, () => to) });
  expect(loaded.ok ? "" : tellErrors(loaded.errors)).toMatch(expected);
});

test("a file that is not there is told like an empty one", () => {
  const loaded = loadContract({});
  expect(loaded.ok ? [] : loaded.errors.map(({ file, line }) => [file, line])).toEqual([
    ["contract/identity.schema.json", 1],
    ["contract/surfaces.yaml", 1],
    ["contract/test-users.yaml", 1],
  ]);
});
