/** The modes that an architecture review may accept instead of the manual one. */
export const ACCEPTABLE = ["discovery", "discovery-url", "oauth2"] as const;
export type Acceptable = (typeof ACCEPTABLE)[number];
