import { type Doors, type Exchange, NotGiven } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";

/** What a provider is registered with, whatever the backend calls it. */
export interface NewProvider {
  readonly identifier: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly issuer: string;
  readonly authorization: string;
  readonly token: string;
  readonly userinfo: string;
  readonly jwks: string;
  /** used only where the settings that are cloned name such an address */
  readonly discovery: string;
}

/** Port: what the backend keeps as its providers, through its admin API. Throws NotGiven where there is none. */
export interface ProviderAdmin {
  /** all custom providers as they are stored, secrets left out by the backend */
  readonly list: () => Promise<Exchange>;
  /** Registers a clone of stored settings with only client and addresses replaced; without any, by the seed's form. */
  readonly register: (provider: NewProvider, clone: Stored | undefined) => Promise<Exchange>;
  readonly switchOff: (identifier: string) => Promise<Exchange>;
  readonly remove: (identifier: string) => Promise<Exchange>;
}

/** A provider as the admin API reads it back. */
export type Stored = Readonly<Record<string, unknown>>;

/** The list of stored providers in an answer of `list`; undefined when it is none. */
export const storedIn = (json: unknown): readonly Stored[] | undefined => {
  const { providers } = (json ?? {}) as { providers?: unknown };
  const all = Array.isArray(json) ? json : providers;
  return Array.isArray(all)
    ? all.filter((one) => typeof one === "object" && one !== null).map((one) => one as Stored)
    : undefined;
};

/** A stored provider in neutral words; what the backend does not keep is left out. */
export const readBack = (stored: Stored) => {
  const named = {
    identifier: stored.identifier,
    kind: stored.provider_type,
    enabled: stored.enabled,
    client: stored.client_id,
    scopes: stored.scopes,
    pkce: stored.pkce_enabled,
    emailOptional: stored.email_optional,
    issuer: stored.issuer,
    authorization: stored.authorization_url,
    token: stored.token_url,
    userinfo: stored.userinfo_url,
    jwks: stored.jwks_uri,
    discovery: stored.discovery_url,
    nonceSkipped: stored.skip_nonce_check,
    mapping: stored.attribute_mapping,
    claimsTaken: stored.custom_claims_allowlist,
    parameters: stored.authorization_params,
    clientsTaken: stored.acceptable_client_ids,
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined && value !== ""));
};

/** What a clone takes over: everything that is no address, no client and no name of its own. */
const CLONED = [
  "provider_type",
  "scopes",
  "pkce_enabled",
  "email_optional",
  "attribute_mapping",
  "custom_claims_allowlist",
  "authorization_params",
  "skip_nonce_check",
] as const;
export const clonedFrom = (stored: Stored): Stored =>
  Object.fromEntries(CLONED.flatMap((key) => (stored[key] === undefined ? [] : [[key, stored[key]]])));

export const providerAdminOf = (subject: ClientSubject, doors: Doors): ProviderAdmin => {
  const { backend, id, provider } = subject.spoke;
  const { service_key: key } = backend;
  if (backend.adapter !== "supabase-auth") {
    throw new NotGiven(
      `the backend of ${id} has no admin API that is known here`,
      "attest how the provider is stored",
    );
  }
  if (key === undefined) {
    throw new NotGiven(`no admin key for ${id}`, "set backend.service_key in spokes.yaml");
  }
  const secret = doors.secret(key);
  const headers = { apikey: secret, authorization: `Bearer ${secret}`, "content-type": "application/json" };
  const all = `${backend.url}${backend.auth_path}/admin/custom-providers`;
  const one = (identifier: string) => `${all}/${encodeURIComponent(identifier)}`;
  const byTheForm = {
    provider_type: "oidc",
    scopes: provider.scopes,
    pkce_enabled: provider.pkce,
    email_optional: false,
  };
  return {
    list: () => doors.http.send(all, { headers }),
    register: (made, clone) => {
      doors.taint(made.clientSecret, "tripwire client secret");
      const body = {
        ...(clone ? clonedFrom(clone) : byTheForm),
        identifier: made.identifier,
        name: "Gate check",
        enabled: true,
        client_id: made.clientId,
        client_secret: made.clientSecret,
        issuer: made.issuer,
        authorization_url: made.authorization,
        token_url: made.token,
        userinfo_url: made.userinfo,
        jwks_uri: made.jwks,
        ...(Boolean(clone?.discovery_url) && { discovery_url: made.discovery }),
      };
      return doors.http.send(all, { method: "POST", headers, body: JSON.stringify(body) });
    },
    switchOff: (identifier) =>
      doors.http.send(one(identifier), { method: "PUT", headers, body: JSON.stringify({ enabled: false }) }),
    remove: (identifier) => doors.http.send(one(identifier), { method: "DELETE", headers }),
  };
};
