import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { Semantics } from "./contract-semantics.ts";

/** Where a claim can be seen, from the hub outwards to the row that a policy guards. */
export const SURFACES = [
  "hub_id_token",
  "hub_access_token",
  "hub_userinfo",
  "spoke_session",
  "spoke_user",
  "spoke_rls",
] as const;
export type Surface = (typeof SURFACES)[number];

/**
 * How two values of one claim are compared.
 * equal: JSON-equal. set: arrays with the same members in any order. present: both there, values differ by nature.
 */
export type Comparison = "equal" | "set" | "present";

export interface SurfaceRule {
  /** where the claim may stand, outermost first, tried in order: [["username"], ["app_metadata", "username"]] */
  readonly paths: readonly (readonly string[])[];
  /** JSON Schema of the value on this surface */
  readonly schema: object;
  readonly compare: Comparison;
}

export interface ClaimRule {
  readonly name: string;
  /** in the identity contract of seed 002; `false` for claims beside it, such as app_access */
  readonly contract: boolean;
  /** does not change by refresh, rotation or organisation switch */
  readonly stable: boolean;
  readonly surfaces: Readonly<Record<Surface, SurfaceRule>>;
}

/** What is true of a test person while one of their organisations is active. */
export type Truth = Readonly<Record<string, unknown>>;

export interface TestUser {
  readonly id: string;
  readonly email: string;
  /** `env:NAME` */
  readonly password: string;
  /** `env:NAME` of the secret of a second factor, base32 (RFC 6238) */
  readonly totp?: string | undefined;
  /** organisation that is active at the first login */
  readonly active_org: string;
  /** claims that do not depend on the organisation */
  readonly truth: Truth;
  readonly organisations: Readonly<Record<string, Truth>>;
}

export interface Contract {
  readonly version: string;
  /** sha256 of the contract's files, hex */
  readonly digest: string;
  readonly claims: readonly ClaimRule[];
  readonly requiredSurfaces: readonly Surface[];
  readonly users: readonly TestUser[];
  readonly semantics: Semantics;
}

/** The claim that names the active organisation. */
export const ACTIVE_ORG = "active_org";

/** The claims that must be true of a user while an organisation is active. */
export const truthOf = (user: TestUser, org = user.active_org): Truth => ({
  ...user.truth,
  active_org: org,
  ...user.organisations[org],
});

const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
formats.default(ajv);
const compiled = new WeakMap<object, ValidateFunction>();

/** Undefined when this is a JSON Schema; else why it is none, in ajv's words. */
export const schemaFault = (schema: object): string | undefined => {
  try {
    shapeFault(schema, null);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/** Undefined when the value has the shape; else what is wrong with it, in ajv's words. */
export const shapeFault = (schema: object, value: unknown): string | undefined => {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: "value" });
};

/** Follows a path through own properties only; undefined when it ends early. */
export const dig = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<string, unknown>)[key]
        : undefined,
    value,
  );

/** The claim as this surface carries it, and the path it was found at. */
export const readClaim = (
  rule: SurfaceRule,
  claims: unknown,
): { readonly found: boolean; readonly path: readonly string[]; readonly value: unknown } => {
  for (const path of rule.paths) {
    const value = dig(claims, path);
    if (value !== undefined) return { found: true, path, value };
  }
  return { found: false, path: rule.paths[0] ?? [], value: undefined };
};

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  ) ?? "undefined";

/** Ids of the organisations in a value of the claim `orgs`, listed as ids or as objects with an `id`. */
export const orgIds = (orgs: unknown): string[] =>
  Array.isArray(orgs)
    ? orgs
        .map((entry) => (typeof entry === "string" ? entry : dig(entry, ["id"])))
        .filter((entry) => typeof entry === "string")
    : [];

const KINDNESS: readonly Comparison[] = ["equal", "set", "present"];
/** The comparison that two readings stand of which each has its own. */
export const kinder = (a: Comparison, b: Comparison): Comparison =>
  KINDNESS.indexOf(a) > KINDNESS.indexOf(b) ? a : b;

/** Compares as the contract says, never kinder. */
export const agrees = (how: Comparison, a: unknown, b: unknown): boolean => {
  if (how === "present") return a !== undefined && b !== undefined;
  if (how === "set" && Array.isArray(a) && Array.isArray(b)) {
    return canonical([...a].map(canonical).sort()) === canonical([...b].map(canonical).sort());
  }
  return canonical(a) === canonical(b);
};
