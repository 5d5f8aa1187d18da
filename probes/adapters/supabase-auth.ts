import { type Doors, type Exchange, NotGiven } from "../../core/doors.ts";
import type { KnownUser } from "../../core/evidence/browser.ts";
import type { ClientSubject } from "../../core/subject.ts";
import type { NativeSession, SpokeState, Stored } from "./spoke-state.ts";

const KEY = /^sb-.+-auth-token$/;
const PAGES = 20;
const PER_PAGE = 1000;

type Json = Readonly<Record<string, unknown>>;
const record = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** supabase-js stores plain JSON; the server-side helper writes base64 and cuts cookies into `.0`, `.1`... */
const sessionFrom = (entries: Readonly<Record<string, string>>): NativeSession | undefined => {
  const names = [...new Set(Object.keys(entries).map((name) => name.replace(/\.\d+$/, "")))];
  for (const name of names.filter((one) => KEY.test(one))) {
    let value = entries[name] ?? "";
    for (let part = 0; entries[`${name}.${part}`] !== undefined; part++) value += entries[`${name}.${part}`];
    if (value.startsWith("base64-")) value = Buffer.from(value.slice(7), "base64url").toString();
    try {
      const { access_token, refresh_token } = record(JSON.parse(value));
      const refreshToken = text(refresh_token);
      if (typeof access_token === "string" && access_token !== "") {
        return { accessToken: access_token, ...(refreshToken !== undefined && { refreshToken }) };
      }
    } catch {
      // not a session: something else of that name
    }
  }
  return undefined;
};

const identityOf = (value: unknown) => {
  const { provider, provider_id, identity_data } = record(value);
  const providerId = text(provider_id) ?? text(record(identity_data).sub);
  const name = text(provider);
  return { ...(name !== undefined && { provider: name }), ...(providerId !== undefined && { providerId }) };
};

const userOf = (value: unknown): KnownUser => {
  const { id, created_at, identities } = record(value);
  const known = text(id);
  const createdAt = text(created_at);
  return {
    ...(known !== undefined && { id: known }),
    ...(createdAt !== undefined && { createdAt }),
    identities: list(identities).map(identityOf),
  };
};

/** Supabase Auth as a spoke's backend. */
export const supabaseAuthState = (subject: ClientSubject, doors: Doors): SpokeState => {
  const { backend, provider, id } = subject.spoke;
  const auth = `${backend.url}${backend.auth_path}`;
  const anonKey = (): Readonly<Record<string, string>> =>
    backend.anon_key === undefined ? {} : { apikey: doors.secret(backend.anon_key) };
  const adminKey = (): Readonly<Record<string, string>> => {
    if (backend.service_key === undefined) {
      throw new NotGiven(`no admin key for ${id}`, "set backend.service_key in spokes.yaml");
    }
    const key = doors.secret(backend.service_key);
    return { apikey: key, authorization: `Bearer ${key}` };
  };
  const asAdmin = async (path: string, headers: Readonly<Record<string, string>>): Promise<Exchange> => {
    const answer = await doors.http.send(`${auth}${path}`, { headers });
    if (answer.status === 200) return answer;
    throw new NotGiven(
      `${auth}${path} answered ${answer.status ?? answer.seen.error?.code}`,
      "give a working admin key",
    );
  };
  const usersWith = async (email: string): Promise<readonly KnownUser[]> => {
    const headers = adminKey();
    const found: string[] = [];
    for (let page = 1; ; page++) {
      if (page > PAGES) {
        throw new NotGiven(`more than ${PAGES * PER_PAGE} users at ${id}`, "use a project with fewer users");
      }
      const answer = await asAdmin(`/admin/users?page=${page}&per_page=${PER_PAGE}`, headers);
      const users = list(record(answer.json).users).map(record);
      const same = users.filter((user) => text(user.email)?.toLowerCase() === email.toLowerCase());
      found.push(...same.map((user) => text(user.id) ?? ""));
      if (users.length < PER_PAGE) break;
    }
    // the list may leave identities out; one user never does
    return Promise.all(
      found.map(async (one) =>
        userOf((await asAdmin(`/admin/users/${encodeURIComponent(one)}`, headers)).json),
      ),
    );
  };
  return {
    sessionIn: ({ localStorage, sessionStorage, cookies }: Stored) =>
      sessionFrom(localStorage) ?? sessionFrom(sessionStorage) ?? sessionFrom(cookies),
    endsSession: (method, url) =>
      method === "POST" &&
      URL.canParse(url) &&
      `${new URL(url).origin}${new URL(url).pathname}` === `${auth}/logout`,
    whoAmI: (token) =>
      doors.http.send(`${auth}/user`, { headers: { ...anonKey(), authorization: `Bearer ${token}` } }),
    usersWith,
    startUrl: (redirectTo) =>
      `${auth}/authorize?${new URLSearchParams({ provider: provider.id, redirect_to: redirectTo })}`,
  };
};
