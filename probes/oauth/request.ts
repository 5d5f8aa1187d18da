import { createHash, randomBytes } from "node:crypto";
import type { Doors } from "../../core/doors.ts";
import type { Hub, RegisteredClient } from "../../core/subject.ts";

/** An authorization request and what is needed to finish it. */
export interface AuthorizationRequest {
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  /** PKCE verifier; a secret */
  readonly verifier: string;
}

/** Who asks, and whom. */
export interface Asking {
  readonly hub: Pick<Hub, "endpoints">;
  readonly spoke: Pick<RegisteredClient, "callback" | "client" | "provider">;
}

const random = (bytes: number): string => randomBytes(bytes).toString("base64url");
const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

/**
 * The request that the spoke's own backend would make, with PKCE (S256). `change` replaces parameters for a known
 * deviation; undefined leaves one out.
 */
export const authorizationRequest = (
  doors: Doors,
  { hub, spoke }: Asking,
  change: Readonly<Record<string, string | undefined>> = {},
  endpoint = hub.endpoints.authorization,
): AuthorizationRequest => {
  const verifier = random(32);
  doors.taint(verifier, "code_verifier");
  const state = random(16);
  const nonce = random(16);
  const wanted: Record<string, string | undefined> = {
    client_id: spoke.client.id,
    redirect_uri: spoke.callback,
    response_type: "code",
    scope: spoke.provider.scopes.join(" "),
    state,
    nonce,
    code_challenge: challengeOf(verifier),
    code_challenge_method: "S256",
    ...change,
  };
  const params = Object.fromEntries(
    Object.entries(wanted).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  const url = `${endpoint}?${new URLSearchParams(params)}`;
  const { redirect_uri: redirectUri = "", state: sent = "" } = params;
  return { url, params, redirectUri, state: sent, nonce, verifier };
};

/** Whether an address is the answer to an authorization request: at its redirect URI, or with its state. */
export const answers = (request: AuthorizationRequest, url: URL): boolean => {
  const params = [...url.searchParams, ...new URLSearchParams(url.hash.slice(1))];
  const result = params.some(([name]) => name === "code" || name === "error" || name === "access_token");
  const wanted = URL.parse(request.redirectUri);
  return (
    (result && params.some(([name, value]) => name === "state" && value === request.state)) ||
    (wanted !== null && wanted.origin === url.origin && wanted.pathname === url.pathname)
  );
};
