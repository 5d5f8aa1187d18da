import { blockedBy, type Judgement } from "../../../core/check.ts";
import type { Answer } from "../../../core/evidence/piece.ts";
import { discoveryOf, isText } from "../reading.ts";

/** The issuer as live discovery names it, byte for byte. */
export const liveIssuer = (answer: Answer): { readonly issuer: string } | { readonly blocked: Judgement } => {
  const read = discoveryOf(answer);
  if ("blocked" in read) return read;
  const { issuer } = read.document;
  return isText(issuer)
    ? { issuer }
    : { blocked: blockedBy("endpoints/discovery-metadata-valid", "discovery names no issuer") };
};
