/** The five manual settings of a custom OIDC provider (RULE A and STEP 2 of the spoke brief). */
export const FIELDS = ["issuer", "authorization", "token", "userinfo", "jwks"] as const;
export type Field = (typeof FIELDS)[number];

/**
 * Every registration of the tripwire begins like this, so that leftovers of a dead run are known as ours; before it
 * stands what the backend wants before each of its providers (`custom:`), if it wants anything.
 */
const MARK = "cargo-gates-";
/** What registrations beside this provider begin with. */
export const tripwirePrefix = (provider: string): string =>
  provider.slice(0, provider.indexOf(":") + 1) + MARK;
/** The stamp in the name of a registration of ours; undefined when it is none. */
export const stampIn = (identifier: string): string | undefined => {
  const name = identifier.slice(identifier.indexOf(":") + 1);
  return name.startsWith(MARK) ? name.slice(MARK.length) : undefined;
};
/**
 * Identities of the harness lie under this domain and nowhere else, unless a target names another: RFC 2606 reserves
 * the name, so no mail reaches anybody.
 */
export const OWN_DOMAIN = "cargo-gates.test";
/** What is registered for the length of a run, by us: never a way in of the spoke's own. */
export const isTripwire = (identifier: unknown): boolean =>
  typeof identifier === "string" && stampIn(identifier) !== undefined;
