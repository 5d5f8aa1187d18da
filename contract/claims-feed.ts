/**
 * The other half of sql/cargo_claims_hook.sql: what a server of yours does each time the hub tells it what it states of
 * a person to your client. It needs nothing but fetch, so that it can be copied as it is, into an edge function for one.
 *
 * Whoever may call that server can give rights to anybody: let it take only what the hub has signed, or what bears a
 * secret that the hub alone was given.
 */
export interface Told {
  /** the hub's id of the person: `sub` of its tokens */
  readonly sub: string;
  /** the contract's claims as the hub states them to your client now, all of them: what is left out is taken away */
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface Backend {
  /** as in `backend.url` of spokes.yaml */
  readonly url: string;
  readonly serviceKey: string;
  readonly fetch?: (url: string, init?: RequestInit) => Promise<Response>;
}

/**
 * Writes what was told where the access token hook reads it, and app_access into the person's own record. Calls for one
 * person must come one after the other. Throws when the backend does not take it: call again then.
 */
export const feedClaims = async (backend: Backend, { sub, claims }: Told): Promise<void> => {
  const { url, serviceKey, fetch = globalThis.fetch } = backend;
  const headers = {
    apikey: serviceKey,
    authorization: `Bearer ${serviceKey}`,
    "content-type": "application/json",
  };
  const ask = async (method: string, path: string, body: object): Promise<unknown> => {
    const answer = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`);
    return answer.json();
  };
  const stated = { cargo_sub: sub, stated: claims };
  const ids = (await ask("POST", "/rest/v1/rpc/cargo_claims_sync", stated)) as readonly string[];
  for (const id of ids) {
    // null takes the key away: the hub states no list of apps any more
    const app_metadata = { app_access: claims.app_access ?? null };
    await ask("PUT", `/auth/v1/admin/users/${id}`, { app_metadata });
  }
};
