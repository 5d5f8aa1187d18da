import { createHash } from "node:crypto";
import type { AuthorizeRequest } from "../../core/evidence/browser.ts";
import { cleanUrl, cleanValue } from "./clean.ts";

const UUID4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

const alphabetOf = (value: string): string => {
  if (UUID4.test(value)) return "uuid4";
  if (/^\d+$/.test(value)) return "digits";
  if (/^[0-9a-f]+$/i.test(value)) return "hex";
  return /^[\w-]+$/.test(value) ? "base64url" : "other";
};

/** A secret value by what can be said of it without giving it away. */
const described = (value: string) => ({
  length: value.length,
  alphabet: alphabetOf(value),
  thumbprint: createHash("sha256").update(value).digest("base64url").slice(0, 16),
});

/** Describes an authorization request by its URL. Undefined where there is no URL. */
export const describeAuthorize = (url: string): AuthorizeRequest | undefined => {
  if (!URL.canParse(url)) return undefined;
  const { origin, pathname, searchParams } = new URL(url);
  const names = [...searchParams.keys()];
  const state = searchParams.get("state");
  const challenge = searchParams.get("code_challenge");
  return {
    url: cleanUrl(`${origin}${pathname}`),
    params: Object.fromEntries([...searchParams].map(([name, value]) => [name, cleanParam(name, value)])),
    repeated: [...new Set(names.filter((name, at) => names.indexOf(name) !== at))],
    ...(state !== null && { state: described(state) }),
    ...(challenge !== null && { challenge: described(challenge) }),
  };
};

/** What the hub compares byte for byte is shown byte for byte. */
const EXACT = new Set(["client_id", "redirect_uri", "response_type", "scope", "code_challenge_method"]);
const cleanParam = (name: string, value: string): string =>
  EXACT.has(name) ? value.slice(0, 2000) : cleanValue(name, value);

/** Whether an address carries what only an authorization request carries, away from the spoke's own backend. */
export const isAuthorizeRequest = (url: string, backend: string): boolean => {
  if (!URL.canParse(url) || url.startsWith(`${backend}/`)) return false;
  const { searchParams } = new URL(url);
  return (
    searchParams.has("client_id") && (searchParams.has("redirect_uri") || searchParams.has("response_type"))
  );
};
