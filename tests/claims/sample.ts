import type { ClaimRule, Comparison, Contract, Surface, TestUser } from "../../core/contract.ts";
import { SURFACES } from "../../core/contract.ts";
import type { PhaseSeen } from "../../core/evidence/claims.ts";

const rule = (name: string, schema: object, compare: Comparison = "equal", contract = true): ClaimRule => ({
  name,
  contract,
  stable: true,
  surfaces: Object.fromEntries(
    SURFACES.map((surface) => [surface, { paths: [[name], ["app_metadata", name]], schema, compare }]),
  ) as unknown as ClaimRule["surfaces"],
});

const ann: TestUser = {
  id: "ann",
  email: "ann@example.test",
  password: "env:ANN",
  active_org: "acme",
  truth: { username: "ann", user_type: "staff", orgs: ["acme", "globex"] },
  organisations: {
    acme: { permissions: ["read", "write"], app_roles: { app: ["internal"] } },
    globex: { permissions: ["read"], app_roles: { app: ["viewer"] } },
  },
};

/** A contract small enough to read at a glance. */
export const contract: Contract = {
  version: "1",
  digest: "0",
  claims: [
    rule("username", { type: "string" }),
    rule("permissions", { type: "array", items: { type: "string" } }, "set"),
    rule("orgs", { type: "array" }, "set"),
    rule("app_roles", { anyOf: [{ type: "object" }, { type: "array" }] }),
    rule("active_org", { type: "string" }),
    rule("scope", { type: "string" }, "present"),
    rule("amr", { type: "array", minItems: 1 }, "present"),
    rule("app_access", { type: "array" }, "set", false),
  ],
  requiredSurfaces: ["spoke_session", "spoke_rls"],
  users: [ann],
  semantics: {
    by_organisation: ["active_org", "permissions", "app_roles"],
    members: { permissions: { distinct: true, pattern: "^\\S+$" }, amr: { distinct: false, names: ["pwd"] } },
    covers: { scope: ["openid", "profile", "email"] },
    one_of: [{ claim: "active_org", among: "orgs" }],
    beside: ["sub"],
  },
};

export const truth = {
  username: "ann",
  permissions: ["read", "write"],
  orgs: ["acme", "globex"],
  active_org: "acme",
  app_roles: { app: ["internal"] },
  scope: "openid profile email",
  amr: ["pwd"],
  app_access: ["app"],
};

/** A login in which every surface says the truth, with what is to be different. */
export const login = (change: Partial<Record<Surface, object | undefined>> = {}): PhaseSeen => ({
  user: "ann",
  requested: ["openid", "profile", "email"],
  granted: "openid profile email",
  session_user: { app_metadata: { app_access: ["app"] } },
  surfaces: Object.fromEntries(
    SURFACES.map((surface) => {
      const said = { ...truth, ...change[surface] };
      // GET /user tells what the backend alone may write under app_metadata
      const claims = surface === "spoke_user" ? { id: "local", app_metadata: said } : said;
      return [surface, { claims, exchange: "x1" }];
    }),
  ),
});
