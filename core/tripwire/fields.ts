/** The five manual settings of a custom OIDC provider (RULE A and STEP 2 of the spoke brief). */
export const FIELDS = ["issuer", "authorization", "token", "userinfo", "jwks"] as const;
export type Field = (typeof FIELDS)[number];

/** Every registration of the tripwire begins like this, so that leftovers of a dead run are known as ours. */
export const TRIPWIRE_PREFIX = "custom:cargo-gates-";
/**
 * Identities of the harness lie under this domain and nowhere else, unless a target names another: RFC 2606 reserves
 * the name, so no mail reaches anybody.
 */
export const OWN_DOMAIN = "cargo-gates.test";
/** What is registered for the length of a run, by us: never a way in of the spoke's own. */
export const isTripwire = (identifier: unknown): boolean =>
  typeof identifier === "string" && identifier.startsWith(TRIPWIRE_PREFIX);
