import { createHash } from "node:crypto";
import { decodeJwt, decodeProtectedHeader } from "jose";
import type { Token } from "../../core/evidence/piece.ts";

/** A token without its value. Its signature is not looked at here. */
export const tokenSeen = (value: string): Token => {
  const known = {
    thumbprint: createHash("sha256").update(value).digest("base64url").slice(0, 16),
    size: Buffer.byteLength(value),
  };
  try {
    return {
      ...known,
      jwt: true,
      header: { ...decodeProtectedHeader(value) },
      claims: { ...decodeJwt(value) },
    };
  } catch {
    return { ...known, jwt: false };
  }
};
