import type { TenantApiSpoke } from "../spokes/tenant-schema.ts";
import { LEVELS, type Level, type OperationAbout } from "./operations.ts";

export const HOMES = ["first", "second"] as const;
/** One of the two tenants that are compared with each other. */
export type Home = (typeof HOMES)[number];
export const otherHome = (home: Home): Home => (home === "first" ? "second" : "first");

export type Api = "rest" | "graphql" | "composer";

/** Who asks. `home`: the tenant that the token was made for. */
export type Caller =
  | { readonly is: "nobody" }
  | { readonly is: "root" }
  | { readonly is: "cma"; readonly level: Level; readonly home: Home }
  | { readonly is: "revoked"; readonly home: Home }
  | { readonly is: "customer"; readonly home: Home };

/** Everybody who could ask: without a token, with the root token, with each token of each tenant. */
export const CALLERS: readonly Caller[] = [
  { is: "nobody" },
  { is: "root" },
  ...HOMES.flatMap((home): Caller[] => [
    ...LEVELS.map((level): Caller => ({ is: "cma", level, home })),
    { is: "revoked", home },
    { is: "customer", home },
  ]),
];

/** Where in the settings a caller's token is named; undefined for nobody. */
export const tokenPath = (caller: Caller): string | undefined => {
  if (caller.is === "nobody") return undefined;
  if (caller.is === "root") return "tokens.root";
  return `tenants.${caller.home}.tokens.${caller.is === "cma" ? caller.level : caller.is}`;
};

/** `env:NAME` of a caller's token, where the settings name one. */
export const tokenRef = (caller: Caller, { tokens, tenants }: TenantApiSpoke): string | undefined => {
  if (caller.is === "nobody") return undefined;
  if (caller.is === "root") return tokens.root;
  return tenants[caller.home].tokens[caller.is === "cma" ? caller.level : caller.is];
};

/** For people, and the key of a caller in evidence: "owner of acme". */
export const callerName = (caller: Caller, { tenants }: Pick<TenantApiSpoke, "tenants">): string => {
  if (caller.is === "nobody") return "nobody";
  if (caller.is === "root") return "root";
  const { subdomain } = tenants[caller.home];
  if (caller.is === "cma") return `${caller.level} of ${subdomain}`;
  return caller.is === "revoked" ? `revoked token of ${subdomain}` : `customer of ${subdomain}`;
};

/** Stands behind a caller's name when a management API was asked with Composer's credentials. */
export const BY_BASIC = " by Basic";

/** What seed 004 and `cma_scope` say of a request. open: neither says it, so that only leaks are judged. */
export type Expected = "answered" | "refused" | "open";

const rank = (level: Level): number => LEVELS.indexOf(level);

/** Whether this caller must get an answer at this tenant. */
export const expected = (
  caller: Caller,
  at: Home,
  api: Api,
  { level }: Pick<OperationAbout, "level">,
  scope: TenantApiSpoke["cma_scope"],
): Expected => {
  switch (caller.is) {
    case "nobody":
    case "revoked":
      return "refused";
    case "customer":
      return api === "composer" && caller.home === at ? "answered" : "refused";
    case "root":
      return api === "composer" ? "open" : "answered";
    case "cma":
      if (caller.home !== at && scope === "tenant") return "refused";
      if (api === "composer" || (caller.home !== at && scope === undefined)) return "open";
      return rank(caller.level) <= rank(level) ? "answered" : "refused";
  }
};
