/** The modes that an architecture review may accept instead of the manual one. */
export const ACCEPTABLE = ["discovery", "discovery-url", "oauth2"] as const;
export type Acceptable = (typeof ACCEPTABLE)[number];

/** How a backend uses its provider's registration, as it was seen. "mixed" fits none of the known ways. */
export type Mode = "manual" | Acceptable | "mixed";

/** The mode in force as a report tells it. */
export interface ModeInForce {
  readonly mode: Mode;
  /** in words */
  readonly name: string;
  /** what is lost in it against the manual settings, each a sentence */
  readonly loses: readonly string[];
}
