/** The five manual settings of a custom OIDC provider (RULE A and STEP 2 of the spoke brief). */
export const FIELDS = ["issuer", "authorization", "token", "userinfo", "jwks"] as const;
export type Field = (typeof FIELDS)[number];

/** Every registration of the tripwire begins like this, so that leftovers of a dead run are known as ours. */
export const TRIPWIRE_PREFIX = "custom:cargo-gates-";
/** What is registered for the length of a run, by us: never a way in of the spoke's own. */
export const isTripwire = (identifier: unknown): boolean =>
  typeof identifier === "string" && identifier.startsWith(TRIPWIRE_PREFIX);
