import { type Contract, SURFACES, type SurfaceRule, type TestUser } from "../../core/contract.ts";
import { hubSettings, spoke as spokeShape } from "../../core/spokes/schema.ts";
import type { ClientSubject, Hub, HubSubject } from "../../core/subject.ts";

const claim = (name: string, schema: object, compare: SurfaceRule["compare"] = "equal") => ({
  name,
  contract: name !== "app_access",
  stable: true,
  surfaces: Object.fromEntries(
    SURFACES.map((surface) => [surface, { paths: [[name], ["app_metadata", name]], schema, compare }]),
  ) as unknown as Contract["claims"][number]["surfaces"],
});
const text = { type: "string", minLength: 1 };
const list = { type: "array" };

export const alice: TestUser = {
  id: "alice",
  email: "alice.okafor@users.cargo.test",
  password: "env:ALICE_PASSWORD",
  active_org: "org-north",
  truth: {
    username: "aokafor",
    cargo_account_number: "CA-100-0001",
    identity_type: "person",
    user_type: "member",
  },
  organisations: {
    "org-north": {
      permissions: ["shipments:read", "shipments:write"],
      app_roles: ["editor"],
      orgs: ["org-north", "org-south"],
    },
    "org-south": { permissions: ["shipments:read"], app_roles: ["viewer"], orgs: ["org-north", "org-south"] },
  },
};

const contract: Contract = {
  version: "1.0.0",
  digest: "9f2c41d07e6b8a35c1d4e0f7b2a69358c7d1e4f0a3b6c9d2e5f8a1b4c7d0e3f6",
  claims: [
    claim("username", text),
    claim("cargo_account_number", text),
    claim("identity_type", text),
    claim("user_type", text),
    claim("permissions", list, "set"),
    claim("orgs", list, "set"),
    claim("active_org", text),
    claim("app_roles", list, "set"),
    claim("amr", list, "present"),
    claim("scope", text, "present"),
    claim("app_access", list, "set"),
  ],
  requiredSurfaces: ["spoke_session", "spoke_rls"],
  users: [alice],
  semantics: {
    by_organisation: ["active_org", "permissions", "app_roles"],
    members: {},
    covers: {},
    one_of: [],
    beside: ["iss", "sub", "aud", "exp", "iat"],
  },
};

const settings = hubSettings.parse({
  name: "Cargo hub",
  public_url: "https://auth.cargo.ac/auth/v1",
  backend_hosts: ["hubref.supabase.co"],
  vendor_hosts: ["*.supabase.co"],
  account_home: "https://one.cargo.ac",
  login: { driver: "http" },
  redirect_allowlist: [],
});
const { endpoints, ...rest } = settings;
const hub: Hub = {
  ...rest,
  publicHost: "auth.cargo.ac",
  issuer: "https://hubref.supabase.co/auth/v1",
  endpoints: Object.fromEntries(
    Object.entries(endpoints).map(([name, path]) => [name, settings.public_url + path]),
  ) as unknown as Hub["endpoints"],
};
const base = { hub, contract, target: { name: "local", readOnly: false, allowWrites: true } };
const client = spokeShape.parse({
  id: "cargoworks-ai",
  name: "CargoWorks AI",
  kind: "client",
  key: "cargoworks-ai",
  pilot: true,
  app: "https://cargoworks.ai",
  backend: { url: "https://api.cargoworks.ai" },
  callback: "https://api.cargoworks.ai/auth/v1/callback",
  client: { id: "cargoworks-ai", secret: "env:CARGOWORKS_AI_SECRET" },
});
if (client.kind !== "client") throw new Error("the sample spoke is a client");

export const hubSubject: HubSubject = { ...base, id: "hub", name: "Cargo hub", kind: "hub" };
export const spokeSubject: ClientSubject = {
  ...base,
  id: "cargoworks-ai",
  name: "CargoWorks AI",
  kind: "client",
  spoke: client,
};
