import { expect, test } from "vitest";
import { loadSpokesFile, tellErrors } from "../../core/spokes/load.ts";
import { edited, SMALL, waived } from "./small-file.ts";

const KNOWN = {
  users: ["alice", "bob"],
  organisations: { alice: ["acme", "globex"], bob: ["globex"] },
  checks: ["endpoints/hsts-set", "endpoints/tls-modern"],
};

const told = (text: string): string => {
  const loaded = loadSpokesFile(text, "spokes.yaml", KNOWN);
  return loaded.ok ? "" : tellErrors(loaded.errors);
};

test("the small file is right", () => {
  expect(told(SMALL)).toBe("");
  expect(told(waived("hub", "hub"))).toBe("");
});

const lines = (...all: string[]) => all.join("\n");

/** What is written, and the whole of what a person reads about it. */
const MISTAKES: Record<string, [text: string, told: string]> = {
  "not YAML: an open bracket": [
    edited('["*.supabase.co"]', '["*.supabase.co"'),
    lines(
      "spokes.yaml:6:3",
      "  written:  text that is not YAML",
      "  expected: an indentation that lines up with the lines above, and every bracket closed",
    ),
  ],
  "not YAML: a tab": [
    edited("  name: Cargo Account", "\tname: Cargo Account"),
    lines(
      "spokes.yaml:3:1",
      "  written:  text that is not YAML",
      "  expected: spaces for indentation; YAML allows no tabs there",
    ),
  ],
  "two documents": [
    `${SMALL}---\nversion: 1\n`,
    lines(
      "spokes.yaml:38:1",
      "  written:  text that is not YAML",
      "  expected: one document: remove the line with ---",
    ),
  ],
  "a tag": [
    edited("name: Cargo Account", "name: !!js/function Cargo"),
    lines(
      "spokes.yaml:3:9",
      "  written:  text that is not YAML",
      "  expected: a plain value: tags (!...) are not read here",
    ),
  ],
  "an alias without anchor": [
    edited("name: Cargo Account", "name: *cargo"),
    lines("spokes.yaml:3:9", "  written:  an alias (*)", "  expected: an anchor (&) of that name before it"),
  ],
  "a key twice": [
    edited("  login: { driver: http }", "  name: Again"),
    lines(
      "spokes.yaml:8:3  hub.name",
      '  written:  the key "name" twice in one place',
      "  expected: each key once",
    ),
  ],
  "an empty file": [
    "# nothing yet\n",
    lines("spokes.yaml:1:1", "  written:  nothing", "  expected: keys and values"),
  ],
  "a list instead of keys": [
    edited("login: { driver: http }", "login: [http]"),
    lines(
      "spokes.yaml:8:10  hub.login",
      "  written:  a list or keys and values",
      "  expected: keys and values",
    ),
  ],
  "an unknown key, near a valid one, which it then replaces": [
    edited("callback: https://api.cargoworks.ai", "calback: https://api.cargoworks.ai"),
    lines(
      "spokes.yaml:25:5  spokes[0].calback",
      '  written:  the key "calback"',
      "  expected: one of: id, name, kind, key, pilot, internal, app, backend, callback, provider, client, architecture_decision, button, sign_out, source, routes, rls, users, peer, internal_roles",
      "  nearest:  callback",
    ),
  ],
  "a known key in the wrong place": [
    edited("    users: {", "    secret: env:X\n    users: {"),
    lines(
      "spokes.yaml:29:5  spokes[0].secret",
      '  written:  the key "secret"',
      "  expected: one of: id, name, kind, key, pilot, internal, app, backend, callback, provider, client, architecture_decision, button, sign_out, source, routes, rls, users, peer, internal_roles",
      "  nearest:  client.secret",
    ),
  ],
  "an unknown kind": [
    edited("kind: client", "kind: clinet"),
    lines(
      "spokes.yaml:19:11  spokes[0].kind",
      '  written:  "clinet"',
      "  expected: one of: client, handoff, account-home, tenant-api",
      "  nearest:  client",
    ),
  ],
  "a missing kind: told at the spoke": [
    edited("    kind: client\n", ""),
    lines(
      "spokes.yaml:17:5  spokes[0].kind",
      "  written:  nothing",
      '  expected: the key "kind": one of: client, handoff, account-home, tenant-api',
    ),
  ],
  "a missing key: told at the key above it": [
    edited("      url: https://api.cargoworks.ai\n", "      adapter: generic\n"),
    lines(
      "spokes.yaml:23:5  spokes[0].backend.url",
      "  written:  nothing",
      '  expected: the key "url": The branded data backend, e.g. https://api.cargoworks.ai; never the vendor\'s host.',
    ),
  ],
  "a wrong type": [
    edited("name: CargoWorks AI", "name: 42"),
    lines("spokes.yaml:18:11  spokes[0].name", '  written:  "42"', "  expected: a text"),
  ],
  "yes for true": [
    edited("pilot: true", "pilot: yes"),
    lines(
      "spokes.yaml:21:12  spokes[0].pilot",
      '  written:  "yes"',
      "  expected: true or false",
      "  nearest:  true",
    ),
  ],
  "a fraction": [
    edited("embedded: true", "timeout_ms: 1.5"),
    lines("spokes.yaml:14:17  targets.local.timeout_ms", '  written:  "1.5"', "  expected: a whole number"),
  ],
  "too much": [
    edited("embedded: true", "timeout_ms: 60000"),
    lines("spokes.yaml:14:17  targets.local.timeout_ms", '  written:  "60000"', "  expected: at most 30000"),
  ],
  "auto-discovery on": [
    edited("    users: {", "    provider: { auto_discovery: true }\n    users: {"),
    lines(
      "spokes.yaml:29:33  spokes[0].provider.auto_discovery",
      '  written:  "true"',
      "  expected: false: RULE A, Auto-discovery must be OFF (seed 002)",
    ),
  ],
  "a callback without TLS": [
    edited("callback: https://api.cargoworks.ai", "callback: http://api.cargoworks.ai"),
    lines(
      "spokes.yaml:25:15  spokes[0].callback",
      '  written:  "http://api.cargoworks.ai/auth/v1/callback"',
      "  expected: an https URL without query, fragment or user information, such as https://auth.cargo.ac/auth/v1",
    ),
  ],
  "an origin with a slash": [
    edited("app: https://cargoworks.ai\n", "app: https://cargoworks.ai/\n"),
    lines(
      "spokes.yaml:22:10  spokes[0].app",
      '  written:  "https://cargoworks.ai/"',
      "  expected: an https origin without a path or trailing slash, such as https://cargoworks.ai",
    ),
  ],
  "a slash at the end of the public URL": [
    edited("public_url: https://auth.cargo.ac/auth/v1", "public_url: https://auth.cargo.ac/auth/v1/"),
    lines(
      "spokes.yaml:4:15  hub.public_url",
      '  written:  "https://auth.cargo.ac/auth/v1/"',
      "  expected: an https URL without query, fragment, user information or slash at its end, such as https://auth.cargo.ac/auth/v1",
    ),
  ],
  "an override without a port": [
    edited("embedded: true", "resolve: { auth.cargo.ac: 127.0.0.1:8443 }"),
    lines(
      'spokes.yaml:14:16  targets.local.resolve["auth.cargo.ac"]',
      '  written:  the key "auth.cargo.ac"',
      "  expected: a host name or *.suffix with a port, such as auth.cargo.ac:443",
    ),
  ],
  "an override for a host that nothing names": [
    edited("embedded: true", "resolve: { auth.crago.ac:443: 127.0.0.1:8443 }"),
    lines(
      'spokes.yaml:14:16  targets.local.resolve["auth.crago.ac:443"]',
      '  written:  the host "auth.crago.ac"',
      "  expected: a host that this file names elsewhere: no other is ever contacted",
      "  nearest:  auth.cargo.ac",
    ),
  ],
  "an id twice": [
    edited("- id: network", "- id: cargoworks-ai"),
    lines(
      "spokes.yaml:30:9  spokes[1].id",
      '  written:  "cargoworks-ai" twice',
      "  expected: an id that no other has",
    ),
  ],
  "an id that is the hub's": [
    edited("- id: network", "- id: hub"),
    lines("spokes.yaml:30:9  spokes[1].id", '  written:  "hub" twice', "  expected: an id that no other has"),
  ],
  "a client id twice": [
    edited("id: spoke-network", "id: spoke-cargoworks-ai"),
    lines(
      "spokes.yaml:37:19  spokes[1].client.id",
      '  written:  "spoke-cargoworks-ai" twice',
      "  expected: a client id that no other has",
    ),
  ],
  "two pilots": [
    edited("key: network", "key: network\n    pilot: true"),
    lines(
      "spokes.yaml:34:12  spokes[1].pilot",
      "  written:  a second pilot",
      "  expected: false: one spoke is the pilot (seed 002)",
    ),
  ],
  "an allowlist entry of an unknown spoke": [
    edited("spoke: cargoworks-ai", "spoke: cargoworks-ia"),
    lines(
      "spokes.yaml:11:14  hub.redirect_allowlist[0].spoke",
      '  written:  "cargoworks-ia"',
      "  expected: a spoke of this file: cargoworks-ai, network",
      "  nearest:  cargoworks-ai",
    ),
  ],
  "an unknown test user": [
    edited("entitled: alice", "entitled: alcie"),
    lines(
      "spokes.yaml:29:24  spokes[0].users.entitled",
      '  written:  "alcie"',
      "  expected: a test user of the contract: alice, bob",
      "  nearest:  alice",
    ),
  ],
  "rows of an unknown test user": [
    edited("    users: {", "    rls: { tables: { notes: { dora: 1 } } }\n    users: {"),
    lines(
      "spokes.yaml:29:31  spokes[0].rls.tables.notes.dora",
      '  written:  "dora"',
      "  expected: a test user of the contract: alice, bob",
    ),
  ],
  "rows in an organisation that is not theirs": [
    edited("    users: {", "    rls: { tables: { notes: { bob: { acme: 1 } } } }\n    users: {"),
    lines(
      "spokes.yaml:29:38  spokes[0].rls.tables.notes.bob.acme",
      '  written:  "acme"',
      "  expected: an organisation of bob in the contract: globex",
    ),
  ],
  "a vendor's name for an unknown spoke": [
    edited("embedded: true", "vendor_hosts: { cargoworks-io: ref.supabase.co }"),
    lines(
      "spokes.yaml:14:21  targets.local.vendor_hosts.cargoworks-io",
      '  written:  "cargoworks-io"',
      "  expected: a client spoke of this file: cargoworks-ai, network",
      "  nearest:  cargoworks-ai",
    ),
  ],
  "a key rotation at an unknown spoke": [
    edited("embedded: true", "key_rotations: { cargoworks-io: { command: [./rotate] } }"),
    lines(
      "spokes.yaml:14:22  targets.local.key_rotations.cargoworks-io",
      '  written:  "cargoworks-io"',
      "  expected: a client spoke of this file: cargoworks-ai, network",
      "  nearest:  cargoworks-ai",
    ),
  ],
  "writes on a read-only target": [
    edited("embedded: true", "read_only: true\n    allow_writes: true"),
    lines(
      "spokes.yaml:15:19  targets.local.allow_writes",
      '  written:  "true"',
      "  expected: false: this target is read_only",
    ),
  ],
  "carry-over from the target itself": [
    edited("embedded: true", "carry_over_from: local"),
    lines(
      "spokes.yaml:14:22  targets.local.carry_over_from",
      '  written:  "local"',
      "  expected: another target of this file",
    ),
  ],
  "a waiver for an unknown spoke": [
    waived("spoke: hub", "spoke: netwrok"),
    lines(
      "spokes.yaml:40:12  waivers[0].spoke",
      '  written:  "netwrok"',
      "  expected: hub or a spoke of this file: hub, cargoworks-ai, network",
      "  nearest:  network",
    ),
  ],
  "an attestation for spokes of which one is unknown": [
    SMALL +
      `attestations:
  - check: endpoints/hsts-set
    spoke: [hub, netwrok]
    target: local
    owner: name@example.com
    reason: seen in the dashboard
    link: https://example.com/1
    on: "2027-01-01"
    until: "2027-01-31"
`,
    lines(
      "spokes.yaml:40:18  attestations[0].spoke[1]",
      '  written:  "netwrok"',
      "  expected: hub or a spoke of this file: hub, cargoworks-ai, network",
      "  nearest:  network",
    ),
  ],
  "the same person to look at and to change": [
    edited("unentitled: bob }", "unentitled: bob, switching: alice }"),
    lines(
      "spokes.yaml:29:59  spokes[0].users.switching",
      '  written:  "alice"',
      "  expected: another test user than users.entitled: its claims change while others look",
    ),
  ],
  "a waiver on an unknown target": [
    waived("target: local", "target: prod"),
    lines(
      "spokes.yaml:41:13  waivers[0].target",
      '  written:  "prod"',
      "  expected: a target of this file: local",
    ),
  ],
  "a waiver for an unknown check": [
    waived("endpoints/hsts-set", "endpoints/hsts"),
    lines(
      "spokes.yaml:39:12  waivers[0].check",
      '  written:  "endpoints/hsts"',
      "  expected: the id of a check: endpoints/hsts-set, endpoints/tls-modern",
      "  nearest:  endpoints/hsts-set",
    ),
  ],
  "a day that does not exist": [
    waived("2027-01-31", "2027-02-31"),
    lines(
      "spokes.yaml:45:12  waivers[0].until",
      '  written:  "2027-02-31"',
      '  expected: a day of the calendar in quotes, such as "2026-12-31"',
    ),
  ],
  "a link that is a script": [
    waived("https://example.com/1", "javascript:alert(1)"),
    lines(
      "spokes.yaml:44:11  waivers[0].link",
      '  written:  "javascript:alert(1)"',
      "  expected: a link such as https://example.com/tickets/1",
    ),
  ],
};

test.for(Object.entries(MISTAKES))("%s", ([, [text, expected]]) => {
  expect(told(text)).toBe(expected);
});

test("several mistakes are told at once, each with its own place", () => {
  const loaded = loadSpokesFile(
    edited("kind: client", "kind: clinet", edited("pilot: true", "pilot: maybe")),
    "f",
  );
  const more = loadSpokesFile(
    edited("key: network", "key: 1", edited("login: { driver: http }", "login: {}")),
    "f",
  );
  expect(loaded.ok ? [] : loaded.errors.map(({ line }) => line)).toEqual([19]);
  expect(more.ok ? [] : more.errors.map(({ line, path }) => [line, path])).toEqual([
    [8, "hub.login.driver"],
    [33, "spokes[1].key"],
  ]);
});

test("where a value or its key stands can be asked afterwards", () => {
  const loaded = loadSpokesFile(SMALL, "spokes.yaml");
  if (!loaded.ok) throw new Error(tellErrors(loaded.errors));
  expect(loaded.lineOf(["spokes", 0, "client", "secret"])).toBe(28);
  expect(loaded.lineOf(["spokes", 1])).toBe(30);
  expect(loaded.lineOf(["spokes", 0, "rls", "probe"])).toBeUndefined();
});
