import type { Script } from "./script.ts";

type Claims = Readonly<Record<string, unknown>>;
const now = (): number => Math.floor(Date.now() / 1000);
const without =
  (...names: readonly string[]) =>
  (claims: Claims): Claims =>
    Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));
const withClaims =
  (more: () => Claims) =>
  (claims: Claims): Claims => ({ ...claims, ...more() });

const HOUR = 3600;

/** Every way in which the provider's tokens lie: one login each. The names are those that the checks ask for. */
export const TOKEN_LIES: readonly Script[] = [
  { name: "broken signature", sent: "an id_token whose signature was changed by one bit", signer: "broken" },
  {
    name: "another key",
    sent: "an id_token under the published kid, signed with another key",
    signer: "stranger",
  },
  {
    name: "alg none",
    sent: "an id_token with alg none and no signature",
    signer: "none",
    claims: without("at_hash"),
  },
  {
    name: "HS256 with the client secret",
    sent: "an id_token signed HS256 with the client secret",
    signer: "client-secret",
  },
  {
    name: "HS256 with the public key",
    sent: "an id_token signed HS256 with the published key's PEM",
    signer: "public-key",
  },
  {
    name: "HS256 with the public key, no last line break",
    sent: "an id_token signed HS256 with the published key's PEM, its last line break left out",
    signer: "public-key-trimmed",
  },
  {
    name: "HS256 with the public key's bytes",
    sent: "an id_token signed HS256 with the published key in DER",
    signer: "public-key-der",
  },
  {
    name: "other issuer",
    sent: "iss of a stranger",
    claims: withClaims(() => ({ iss: "https://issuer.example" })),
  },
  {
    name: "issuer with a slash",
    sent: "iss with a slash at its end",
    claims: (claims) => ({ ...claims, iss: `${claims.iss}/` }),
  },
  {
    name: "other audience",
    sent: "aud of another client",
    claims: withClaims(() => ({ aud: "somebody-else" })),
  },
  { name: "no audience", sent: "no aud", claims: without("aud") },
  {
    name: "extra audience",
    sent: "a second audience, no azp",
    claims: (claims) => ({ ...claims, aud: [claims.aud, "somebody-else"] }),
  },
  {
    name: "expired",
    sent: "exp one hour ago",
    claims: withClaims(() => ({ exp: now() - HOUR, iat: now() - 2 * HOUR, auth_time: now() - 2 * HOUR })),
  },
  {
    name: "not yet valid",
    sent: "nbf in one hour",
    claims: withClaims(() => ({ nbf: now() + HOUR, exp: now() + 2 * HOUR })),
  },
  {
    name: "issued in the future",
    sent: "iat in one hour",
    claims: withClaims(() => ({ iat: now() + HOUR, exp: now() + 2 * HOUR })),
  },
  { name: "no iat", sent: "no iat", claims: without("iat") },
  { name: "no id_token", sent: "a token answer without id_token", withoutIdToken: true },
  { name: "no sub", sent: "an id_token without sub", claims: without("sub") },
  {
    name: "userinfo of another",
    sent: "userinfo whose sub is not the id_token's",
    userinfo: withClaims(() => ({ sub: "somebody-else" })),
  },
  {
    name: "other nonce",
    sent: "a nonce that was never sent",
    claims: withClaims(() => ({ nonce: "never-sent" })),
  },
  { name: "no nonce", sent: "no nonce", claims: without("nonce") },
  {
    name: "other at_hash",
    sent: "at_hash of another access token",
    claims: withClaims(() => ({ at_hash: "AAAAAAAAAAAAAAAAAAAAAA" })),
  },
  {
    name: "no email",
    sent: "an identity without e-mail",
    claims: without("email", "email_verified"),
    userinfo: without("email", "email_verified"),
  },
];

const asError = (error: string, description: string) => (url: URL) => {
  url.searchParams.delete("code");
  url.searchParams.set("error", error);
  url.searchParams.set("error_description", description);
};

/** In the middle and of its own kind: a signed state may not notice its last bits, and another kind is no state at all. */
const altered = (state: string): string => {
  const at = [...state].findIndex((one, index) => index >= state.length / 2 && /[0-9a-z]/i.test(one));
  const swapped = state[at] === "0" ? "1" : "0";
  return at < 0 ? `${state}0` : state.slice(0, at) + swapped + state.slice(at + 1);
};

/** Callbacks that no honest provider would send to this browser. */
export const CALLBACK_LIES: readonly Script[] = [
  { name: "no state", sent: "a callback without state", callback: (url) => url.searchParams.delete("state") },
  {
    name: "altered state",
    sent: "a callback whose state differs in one character",
    callback: (url) => url.searchParams.set("state", altered(url.searchParams.get("state") ?? "")),
  },
  {
    name: "iss of another",
    sent: "a callback with another issuer's iss",
    callback: (url) => url.searchParams.set("iss", "https://issuer.example"),
  },
  {
    name: "access_denied",
    sent: "the error access_denied",
    callback: asError("access_denied", "The user said no"),
  },
  {
    name: "server_error",
    sent: "the error server_error",
    callback: asError("server_error", "Something broke"),
  },
  {
    name: "line breaks",
    sent: "CR, LF and a header in error_description",
    callback: asError("server_error", "no\r\nx-injected: yes\r\nset-cookie: injected=yes"),
  },
  {
    name: "markup",
    sent: "markup in error and error_description",
    callback: asError("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'),
  },
];
