import type { Evidence } from "../../core/evidence/index.ts";
import type { WriteSeen } from "../../core/evidence/tenant.ts";
import type { TenantApiSpoke } from "../../core/spokes/tenant-schema.ts";
import { type Caller, callerName } from "../../core/tenant/callers.ts";

const WRITERS = {
  root: { is: "root" },
  owner: { is: "cma", level: "owner", home: "first" },
  admin: { is: "cma", level: "admin", home: "first" },
  viewer: { is: "cma", level: "viewer", home: "first" },
  customer: { is: "customer", home: "first" },
  stranger: { is: "cma", level: "owner", home: "second" },
} as const satisfies Record<string, Caller>;

/** What these tried to write in the first tenant. `stranger` is the other tenant's owner. */
export const writesOf = (
  { attempts = [] }: Evidence["tenant.writes"],
  spoke: TenantApiSpoke,
  who: readonly (keyof typeof WRITERS)[],
): readonly WriteSeen[] => {
  const names = who.map((one) => callerName(WRITERS[one], spoke));
  return attempts.filter(({ caller = "" }) => names.includes(caller));
};
