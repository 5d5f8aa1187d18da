import type { Evidence } from "../../core/evidence/index.ts";
import type { Answer } from "../../core/evidence/piece.ts";

/** Stands where an answer of the issuer's host would, when nobody knows that host. */
export const noIssuer: Answer = {
  error: {
    code: "NO_ISSUER",
    message: "the issuer is not stated in spokes.yaml and the live one cannot be used",
  },
};

const object = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const isDocument = ({ status, json }: Answer): boolean => status === 200 && object(json);
export const isKeySet = ({ status, json }: Answer): boolean =>
  status === 200 && object(json) && Array.isArray(json.keys);

/** The public domain's answer, unless it fails and the issuer host's serves. */
export const effectiveOf = (
  here: Answer,
  there: Answer,
  serves: (answer: Answer) => boolean,
): Evidence["discovery.effective"] => (!serves(here) && serves(there) ? { ...there, fallback: true } : here);
