import { createHash } from "node:crypto";
import type { Exchange } from "../../core/doors.ts";
import type { Renewal } from "../../core/evidence/claims.ts";

export const thumbprint = (token: string): string =>
  createHash("sha256").update(token).digest("base64url").slice(0, 16);

/** A refresh without the tokens themselves: only whether they differ can be read from it. */
export const renewalOf = ({ seen }: Exchange, before: string, after: string | undefined): Renewal => ({
  answer: seen,
  before: thumbprint(before),
  ...(after !== undefined && { after: thumbprint(after) }),
});
