import type { Doors } from "../../../core/doors.ts";
import type { ClientSubject } from "../../../core/subject.ts";
import type { Known, NewProvider, ProviderAdmin } from "../provider-admin.ts";
import { type Json, record } from "./json.ts";
import { reached } from "./reach.ts";

/** The stored providers in an answer; undefined when it is no list of them. */
const storedIn = (json: unknown): readonly Json[] | undefined => {
  const all = Array.isArray(json) ? json : record(json).providers;
  return Array.isArray(all) ? all.filter((one) => typeof one === "object" && one !== null) : undefined;
};

/** What a clone takes over. */
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

const knownFrom = (stored: Json): Known => {
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
  return {
    read: Object.fromEntries(
      Object.entries(named).filter(([, value]) => value !== undefined && value !== null && value !== ""),
    ),
    settings: Object.fromEntries(
      CLONED.flatMap((key) => (stored[key] === undefined ? [] : [[key, stored[key]]])),
    ),
    discovers: Boolean(stored.discovery_url),
  };
};

/** `/admin/custom-providers` */
export const supabaseAuthProviders = (subject: ClientSubject, doors: Doors): ProviderAdmin => {
  const { provider } = subject.spoke;
  const { auth, adminKey } = reached(subject, doors);
  const headers = { ...adminKey(), "content-type": "application/json" };
  const all = `${auth}/admin/custom-providers`;
  const one = (identifier: string) => `${all}/${encodeURIComponent(identifier)}`;
  const byTheForm = {
    provider_type: "oidc",
    scopes: provider.scopes,
    pkce_enabled: provider.pkce,
    email_optional: false,
  };
  const bodyOf = (made: NewProvider, clone: Known | undefined) => ({
    ...(clone?.settings ?? byTheForm),
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
    ...(clone?.discovers && { discovery_url: made.discovery }),
  });
  return {
    by: "api",
    list: async () => {
      const { seen, json } = await doors.http.send(all, { headers });
      return { seen, all: storedIn(json)?.map(knownFrom) };
    },
    register: async (made, clone) => {
      doors.taint(made.clientSecret, "tripwire client secret");
      const entered = bodyOf(made, clone);
      const body = JSON.stringify(entered);
      const { status, seen } = await doors.http.send(all, { method: "POST", headers, body });
      const ok = status === 201 || status === 200;
      return {
        ok,
        seen,
        stored: seen.json,
        sent: knownFrom(entered).read,
        ...(ok && { read: knownFrom(record(seen.json)).read }),
      };
    },
    switchOff: async (identifier) => {
      const body = JSON.stringify({ enabled: false });
      return (await doors.http.send(one(identifier), { method: "PUT", headers, body })).seen;
    },
    remove: async (identifier) =>
      (await doors.http.send(one(identifier), { method: "DELETE", headers })).seen,
  };
};
