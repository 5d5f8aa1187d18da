import { type Doors, NotGiven } from "../../core/doors.ts";
import type { UserRow } from "../../core/evidence/tripwire.ts";
import type { ClientSubject } from "../../core/subject.ts";

export interface NewAccount {
  readonly email: string;
  readonly password: string;
  readonly confirmed: boolean;
}

/** Port: accounts of a domain of our own, through the backend's admin API. Throws NotGiven where there is none. */
export interface AccountAdmin {
  /** every user row whose address lies under the domain, newest first */
  readonly under: (domain: string) => Promise<readonly UserRow[]>;
  readonly add: (account: NewAccount) => Promise<UserRow>;
  readonly remove: (id: string) => Promise<void>;
}

const PER_PAGE = 200;
const PAGES = 5;

type Json = Readonly<Record<string, unknown>>;
const record = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const rowOf = (value: unknown): UserRow => {
  const { id, email, identities, email_confirmed_at, confirmed_at } = record(value);
  return {
    ...(text(id) !== undefined && { id: text(id) }),
    ...(text(email) !== undefined && { email: text(email) }),
    confirmed: text(email_confirmed_at ?? confirmed_at) !== undefined,
    identities: list(identities).map((one) => {
      const { provider, provider_id, identity_data } = record(one);
      const providerId = text(provider_id) ?? text(record(identity_data).sub);
      return {
        ...(text(provider) !== undefined && { provider: text(provider) }),
        ...(providerId !== undefined && { providerId }),
      };
    }),
  };
};

/** Supabase Auth. */
export const accountAdminOf = (subject: ClientSubject, doors: Doors): AccountAdmin => {
  const { backend, id: spoke } = subject.spoke;
  if (backend.adapter !== "supabase-auth" || backend.service_key === undefined) {
    throw new NotGiven(`no admin key for ${spoke}`, "set backend.service_key in spokes.yaml");
  }
  const key = doors.secret(backend.service_key);
  const headers = { apikey: key, authorization: `Bearer ${key}`, "content-type": "application/json" };
  const users = `${backend.url}${backend.auth_path}/admin/users`;
  const asked = async (url: string, method = "GET", body?: object): Promise<unknown> => {
    const answer = await doors.http.send(url, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (answer.status === 200) return answer.json;
    const said = answer.status ?? answer.seen.error?.code;
    throw new NotGiven(`${method} ${url} answered ${said}`, "give a working admin key");
  };
  const whole = async (user: Json): Promise<UserRow> =>
    // a list may leave identities out; one user never does
    rowOf(list(user.identities).length > 0 ? user : await asked(`${users}/${text(user.id) ?? ""}`));
  return {
    under: async (domain) => {
      const found: Json[] = [];
      for (let page = 1; page <= PAGES; page++) {
        const all = list(record(await asked(`${users}?page=${page}&per_page=${PER_PAGE}`)).users).map(record);
        const mine = all.filter((user) => text(user.email)?.endsWith(`@${domain}`));
        found.push(...mine);
        // newest first: a page without any of ours lies before our time
        if (all.length < PER_PAGE || mine.length === 0) break;
      }
      return Promise.all(found.map(whole));
    },
    add: async ({ email, password, confirmed }) => {
      doors.taint(password, "password of a seeded account");
      return rowOf(await asked(users, "POST", { email, password, email_confirm: confirmed }));
    },
    remove: async (id) => {
      await doors.http.send(`${users}/${encodeURIComponent(id)}`, { method: "DELETE", headers });
    },
  };
};
