import { expect, test } from "vitest";
import { digestOf } from "../../core/spokes/digest.ts";
import {
  backendTwin,
  declaredHosts,
  providerEndpoints,
  resolveSubjects,
  secretRefs,
} from "../../core/spokes/subjects.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { shippedContract, shippedFile } from "./shipped.ts";

const file = shippedFile();
const contract = shippedContract();
const subjects = resolveSubjects(file, contract, "local");

const pilot = (): ClientSubject => {
  const found = subjects.find(({ id }) => id === "cargoworks-ai");
  if (found?.kind !== "client") throw new Error("no pilot");
  return found;
};

test("the hub comes first, then every spoke in the file's order", () => {
  expect(subjects.map(({ id }) => id)).toEqual(["hub", ...file.spokes.map(({ id }) => id)]);
  expect(subjects[0]).toMatchObject({ kind: "hub", name: "Cargo Account" });
});

test("endpoints are absolute, on the public domain, as guide 002 lists them", () => {
  expect(pilot().hub).toMatchObject({
    publicHost: "auth.cargo.ac",
    issuer: "https://hubref.supabase.co/auth/v1",
    endpoints: {
      discovery: "https://auth.cargo.ac/auth/v1/.well-known/openid-configuration",
      authorization: "https://auth.cargo.ac/auth/v1/oauth/authorize",
      token: "https://auth.cargo.ac/auth/v1/oauth/token",
      userinfo: "https://auth.cargo.ac/auth/v1/oauth/userinfo",
      jwks: "https://auth.cargo.ac/auth/v1/.well-known/jwks.json",
      logout: "https://auth.cargo.ac/auth/v1/logout",
    },
  });
});

test("a target that states no issuer has none; one that is not there is an error", () => {
  const live = resolveSubjects(file, contract, "production");
  expect(live[1]?.hub.issuer).toBeUndefined();
  expect(live[1]?.target).toEqual({
    name: "production",
    readOnly: true,
    allowWrites: false,
    carryOverFrom: "staging",
  });
  expect(() => resolveSubjects(file, contract, "toString")).toThrow('no target "toString"');
});

test("a provider's endpoints are what the spoke states, else the hub's public ones", () => {
  const stated = pilot();
  const { authorization, token, userinfo, jwks } = stated.hub.endpoints;
  expect(providerEndpoints(stated)).toEqual({ authorization, token, userinfo, jwks });
  const own = "https://hubref.supabase.co/auth/v1/oauth/token";
  const provider = { ...stated.spoke.provider, endpoints: { token: own } };
  const changed = { ...stated, spoke: { ...stated.spoke, provider } };
  expect(providerEndpoints(changed)).toEqual({ authorization, token: own, userinfo, jwks });
});

test.for([
  ["https://auth.cargo.ac/auth/v1/oauth/token", "https://hubref.supabase.co/auth/v1/oauth/token"],
  ["https://auth.cargo.ac:8443/a%2Fb//c/?x=1#y", "https://hubref.supabase.co/a%2Fb//c/?x=1#y"],
  ["https://auth.cargo.ac", "https://hubref.supabase.co"],
  ["/auth/v1/oauth/token", undefined],
] as const)("the backend's twin of %s", ([url, twin]) => {
  expect(backendTwin(url, "https://hubref.supabase.co/auth/v1")).toBe(twin);
});

test("an issuer that is no URL has no twins", () => {
  expect(backendTwin("https://auth.cargo.ac/x", "hubref")).toBeUndefined();
});

test("the harness may contact the hosts that the file names, and no vendor's beside the backend's", () => {
  const hosts = declaredHosts(file);
  expect(new Set(hosts).size).toBe(hosts.length);
  for (const host of [
    "auth.cargo.ac",
    "*.supabase.co",
    "one.cargo.ac",
    "admin.cargo.ac",
    "cargoworks.network",
    "cargoworks.ai",
    "api.cargoworks.ai",
    "exim.cargoworks.ai",
    "packages.cargoman.io",
    "*.packages.cargoman.io",
  ]) {
    expect(hosts).toContain(host);
  }
  expect(hosts).not.toContain("*.supabase.in");
  expect(hosts).not.toContain("cargo.ac");
});

test("secrets are named once each, with what they are for, for the subjects asked about", () => {
  const refs = secretRefs(file, contract, [pilot()]);
  expect(refs.map(({ name }) => name)).toEqual([
    "GATES_HUB_OPERATOR",
    "GATES_HUB_SERVICE_KEY",
    "GATES_CARGOWORKS_AI_CLIENT_SECRET",
    "GATES_CARGOWORKS_AI_ANON_KEY",
    "GATES_CARGOWORKS_AI_SERVICE_KEY",
    "GATES_ALICE_PASSWORD",
    "GATES_BOB_PASSWORD",
    "GATES_CAROL_PASSWORD",
    "GATES_DORA_PASSWORD",
  ]);
  expect(refs[2]).toEqual({
    name: "GATES_CARGOWORKS_AI_CLIENT_SECRET",
    ref: "env:GATES_CARGOWORKS_AI_CLIENT_SECRET",
    purpose: "client secret of CargoWorks AI",
    path: "spokes[0].client.secret",
  });
  const names = secretRefs(file, contract, subjects).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain("GATES_PACKAGES_ADMIN_TOKEN");
});

test("a digest tells settings apart, not the order they were written in", () => {
  expect(digestOf({ a: 1, b: [1, { c: 2, d: undefined }] })).toBe(digestOf({ b: [1, { c: 2 }], a: 1 }));
  expect(digestOf({ a: [1, 2] })).not.toBe(digestOf({ a: [2, 1] }));
  expect(digestOf({ a: "1" })).not.toBe(digestOf({ a: 1 }));
  expect(digestOf(file)).toMatch(/^[0-9a-f]{64}$/);
});

test("a vendor's name of a backend holds for the target that states it, and for no other", () => {
  const at = (target: string) => {
    const found = resolveSubjects(file, contract, target).find(({ id }) => id === "cargoworks-ai");
    return found?.kind === "client" ? found.spoke.backend.vendor_host : "no pilot";
  };
  expect(at("local")).toBe("cargoworksairef.supabase.co");
  expect(at("production")).toBeUndefined();
});
