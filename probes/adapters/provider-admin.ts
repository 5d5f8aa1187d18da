import { type Doors, type Exchange, NotGiven } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";

/** Port: what the backend keeps as its providers, through its admin API. Throws NotGiven where there is none. */
export interface ProviderAdmin {
  /** all custom providers as they are stored, secrets left out by the backend */
  readonly list: () => Promise<Exchange>;
}

export const providerAdminOf = (subject: ClientSubject, doors: Doors): ProviderAdmin => {
  const { backend, id } = subject.spoke;
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
  const headers = { apikey: secret, authorization: `Bearer ${secret}` };
  return {
    list: () => doors.http.send(`${backend.url}${backend.auth_path}/admin/custom-providers`, { headers }),
  };
};
