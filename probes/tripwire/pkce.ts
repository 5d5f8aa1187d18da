import { createHash } from "node:crypto";

/** What a login's request said of PKCE, and what the token endpoint was shown of it (RFC 7636). */
export interface Pkce {
  /** "S256", "plain", or whatever was sent; absent: none was named */
  readonly method?: string;
  /** characters of the challenge; absent: there was none */
  readonly challenge?: number;
  /** whether the verifier that was redeemed is the one of the challenge */
  verifier?: "right" | "wrong" | "none";
}

export const pkceAsked = (query: URLSearchParams): Pkce => {
  const challenge = query.get("code_challenge") ?? "";
  const method = query.get("code_challenge_method");
  return { ...(challenge !== "" && { challenge: challenge.length }), ...(method !== null && { method }) };
};

/** Without a method a challenge is the verifier itself (RFC 7636, 4.3). */
export const verifierFits = (
  challenge: string | null,
  method: string | undefined,
  verifier: string | null,
): NonNullable<Pkce["verifier"]> => {
  if (!verifier) return "none";
  const made =
    method?.toUpperCase() === "S256" ? createHash("sha256").update(verifier).digest("base64url") : verifier;
  return made === challenge ? "right" : "wrong";
};
