import { expect, test } from "vitest";
import { NotGiven } from "../../core/doors.ts";
import type { Fault } from "../../core/fault.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { isTripwire } from "../../core/tripwire/fields.ts";
import type { World } from "../../fixtures/federation/world.ts";
import { kitOf } from "../../probes/tripwire/kit.ts";
import { bench, PILOT, tryWorld } from "../support/try-world.ts";

const leftBehind = (identifier: string) => ({
  provider_type: "oidc",
  identifier,
  name: "Gate check",
  client_id: "x",
  client_secret: "x-secret-of-a-dead-run",
  issuer: "https://tripwire.cargo-gates.test/dead",
});
const wide = (apply: (world: World) => void): Fault<World> => ({
  why: "",
  breaks: [],
  seenBy: "http",
  apply,
});
const only = { checks: ["provider/issuer-honoured", "provider/email-change-keeps-identity"] };
const requests: { method: string; path: string; status: number }[] = [];
const watched = (world: World): void => {
  world.tampers.push({
    host: new URL(world.at.api).host,
    path: /\/admin\//,
    after: (reply, { method, url }) => {
      requests.push({ method, path: url.pathname, status: reply.status });
      return reply;
    },
  });
};

test("everything that was registered or provisioned is taken away again", async () => {
  requests.length = 0;
  const { harnessErrors } = await tryWorld([wide(watched)], only);
  expect(harnessErrors).toEqual([]);
  const of = (method: string, path: RegExp) =>
    requests.filter((one) => one.method === method && path.test(one.path) && one.status < 300).length;
  expect(of("POST", /custom-providers$/)).toBeGreaterThan(5);
  expect(of("DELETE", /custom-providers\//)).toBe(of("POST", /custom-providers$/));
  expect(of("DELETE", /users\//)).toBeGreaterThan(5);
});

test("what a dead run left is removed, what another run has in use is not", async () => {
  const dead = `custom:cargo-gates-${Math.floor(Date.now() / 1000 - 3600).toString(36)}-aa-1`;
  const alive = `custom:cargo-gates-${Math.floor(Date.now() / 1000).toString(36)}-bb-1`;
  const { read } = await tryWorld(
    [wide(({ backend }) => backend.extraProviders.push(leftBehind(dead), leftBehind(alive)))],
    only,
  );
  const found = read(PILOT, "tripwire.settings");
  expect(found?.is === "seen" && found.value).toMatchObject({
    undone: [{ what: "provider", name: dead, status: 204 }],
  });
  expect(isTripwire(dead)).toBe(true);
});

test("a read-only target is never touched, and the reason is said", async () => {
  const { all } = await bench();
  const pilot = all.find(({ id }) => id === PILOT) as ClientSubject;
  const subject = { ...pilot, target: { ...pilot.target, readOnly: true } };
  const untouched = new Proxy({}, { get: () => expect.unreachable("a door was opened") });
  const refused = await kitOf(subject, { http: {}, inbound: untouched } as never).catch((error) => error);
  expect(refused).toBeInstanceOf(NotGiven);
  expect(String(refused)).toContain("never touches");
});

test("identities live under a reserved name, and no secret of the tripwire reaches the evidence", async () => {
  const { read } = await tryWorld([], only);
  const text = JSON.stringify([read(PILOT, "tripwire.settings"), read(PILOT, "tripwire.people")]);
  const addresses = [...text.matchAll(/"email":"([^"]+)"/g)].map(([, one]) => one);
  expect(addresses.length).toBeGreaterThan(5);
  expect(addresses.filter((one) => !one?.endsWith(".cargo-gates.test"))).toEqual([]);
  expect(text).not.toMatch(/client_secret"|code_verifier|eyJ[\w-]{10,}\./);
});
