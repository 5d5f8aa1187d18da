import { expect, test } from "vitest";
import { hostMatches } from "../../core/doors.ts";
import { shippedContract, shippedFile, shippedText } from "./shipped.ts";

const file = shippedFile();
const clients = file.spokes.filter((spoke) => spoke.kind === "client");

/** Guide 001, step 5, copied as it stands there. */
const SEED_001 =
  "https://admin.cargo.ac https://admin.cargo.ac/auth/callback https://api.cargo.directory/auth/v1/callback https://api.cargoworks.ai/auth/v1/callback https://api.cargoworks.io/auth/v1/callback https://auth.cargo.ac https://cargo.ac https://cargo.email https://cargo.email/auth/callback https://cargo.email/auth/silent https://cargodirectory.io https://cargodirectory.io/auth/callback https://cargodirectory.io/auth/silent https://cargoworks.ai https://cargoworks.ai/auth/callback https://cargoworks.ai/auth/silent https://cargoworks.io https://cargoworks.io/auth/callback https://cargoworks.io/auth/silent https://cargoworks.network https://cargoworks.network/auth/callback https://cargoworks.network/auth/silent https://cargoworks.support https://cargoworks.support/auth/callback https://cargoworks.support/auth/silent https://cloud.cargoworks.network https://cloud.cargoworks.network/auth/callback https://cloud.cargoworks.network/auth/silent https://delivery.cargoworks.network https://delivery.cargoworks.network/auth/callback https://delivery.cargoworks.network/auth/silent https://exchange.cargoworks.network https://exchange.cargoworks.network/auth/callback https://exchange.cargoworks.network/auth/silent https://exim.cargoworks.ai https://expert.cargoworks.network https://expert.cargoworks.network/auth/callback https://expert.cargoworks.network/auth/silent https://global.cargo.directory https://id.cargoworks.network https://id.cargoworks.network/auth/callback https://id.cargoworks.network/auth/silent https://one.cargo.ac https://one.cargo.ac/auth/callback https://track.cargoworks.io".split(
    " ",
  );

test("the allowlist is guide 001's, every entry in its order and nothing else", () => {
  expect(file.hub.redirect_allowlist.map(({ url }) => url)).toEqual(SEED_001);
});

test("/auth/callback and /auth/silent are retired for client spokes, and nothing else is", () => {
  const retired = clients.flatMap(({ app }) => [`${app}/auth/callback`, `${app}/auth/silent`]);
  const listed = file.hub.redirect_allowlist;
  expect(listed.filter((entry) => entry.retired).map(({ url }) => url)).toEqual(
    SEED_001.filter((url) => retired.includes(url)),
  );
});

test("every entry of a spoke's hosts names that spoke, and no other does", () => {
  const hostsOf = (spoke: (typeof file.spokes)[number]): string[] =>
    [...("app" in spoke ? [spoke.app] : []), ...(spoke.kind === "client" ? [spoke.backend.url] : [])].map(
      (url) => new URL(url).host,
    );
  for (const { url, spoke } of file.hub.redirect_allowlist) {
    const owner = file.spokes.find((one) => hostsOf(one).includes(new URL(url).host));
    expect([url, spoke]).toEqual([url, owner?.id]);
  }
});

test("the callback of every client is <backend>/auth/v1/callback, on the spoke's own domain", () => {
  for (const { callback, backend } of clients) {
    expect(callback).toBe(`${backend.url}/auth/v1/callback`);
    const host = new URL(callback).hostname;
    expect(host.startsWith("api.")).toBe(true);
    expect(file.hub.vendor_hosts.some((pattern) => hostMatches(pattern, host))).toBe(false);
  }
});

test("every system of the guides is there", () => {
  const kinds = Object.groupBy(file.spokes, ({ kind }) => kind);
  const ids = (kind: keyof typeof kinds) => kinds[kind]?.map(({ id }) => id);
  expect(ids("client")).toEqual([
    "cargoworks-ai",
    "network",
    "exchange",
    "id",
    "expert",
    "support",
    "delivery",
    "cloud",
    "cargoworks.io",
    "global.cargo.directory",
  ]);
  expect(ids("account-home")).toEqual(["one.cargo.ac"]);
  expect(ids("handoff")).toEqual([
    "exim.cargoworks.ai",
    "cargo.email",
    "cargodirectory.io",
    "track.cargoworks.io",
  ]);
  expect(ids("tenant-api")).toEqual(["packages"]);
  expect(file.hub.heartbeat).toMatchObject({
    admin: "https://admin.cargo.ac",
    hub: "https://cargoworks.network",
    every_seconds: 60,
    max_age_seconds: 90,
  });
});

test("CargoWorks AI is the pilot, and the seven internal apps are internal", () => {
  expect(clients.filter(({ pilot }) => pilot).map(({ id, key }) => [id, key])).toEqual([
    ["cargoworks-ai", "cargoworks-ai"],
  ]);
  expect(clients.filter(({ internal }) => internal).map(({ id }) => id)).toHaveLength(7);
  expect(clients.find(({ id }) => id === "network")?.key).toBe("network");
});

test("no two clients share a backend, key, client id or secret", () => {
  for (const of of [
    clients.map(({ backend }) => backend.url),
    clients.map(({ key }) => key),
    clients.map(({ client }) => client.id),
    clients.map(({ client }) => client.secret),
  ]) {
    expect(new Set(of).size).toBe(of.length);
  }
});

test("a live target writes nothing unless a person says so, and states no invented issuer", () => {
  expect(Object.keys(file.targets)).toEqual(["local", "staging", "production"]);
  expect(file.targets.local).toMatchObject({ embedded: true, allow_writes: true });
  expect(file.targets.staging).toMatchObject({ allow_writes: false, embedded: false });
  expect(file.targets.production).toMatchObject({ read_only: true, allow_writes: false, embedded: false });
  expect([file.targets.staging?.issuer, file.targets.production?.issuer]).toEqual([undefined, undefined]);
});

test("each client's test users are what the spoke says they are", () => {
  const access = (id: string | undefined) =>
    shippedContract().users.find((user) => user.id === id)?.truth.app_access ?? [];
  for (const { key, users } of clients) {
    expect(access(users.entitled)).toContain(key);
    expect(access(users.unentitled)).not.toContain(key);
  }
});

test("editors find the schema by the first line", () => {
  expect(shippedText().split("\n", 1)).toEqual([
    "# yaml-language-server: $schema=./schemas/spokes.schema.json",
  ]);
});
