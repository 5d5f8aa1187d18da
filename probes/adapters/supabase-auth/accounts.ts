import { type Doors, NotGiven } from "../../../core/doors.ts";
import type { UserRow } from "../../../core/evidence/tripwire.ts";
import type { AccountAdmin, Whose } from "../spoke-state.ts";
import { identityOf, type Json, list, record, text } from "./json.ts";
import type { Reached } from "./reach.ts";

const PER_PAGE = 200;
const PAGES = 100;

const rowOf = (value: unknown): UserRow => {
  const { id, email, identities, created_at, email_confirmed_at, confirmed_at } = record(value);
  return {
    ...(text(id) !== undefined && { id: text(id) }),
    ...(text(email) !== undefined && { email: text(email) }),
    ...(text(created_at) !== undefined && { createdAt: text(created_at) }),
    confirmed: text(email_confirmed_at ?? confirmed_at) !== undefined,
    identities: list(identities).map(identityOf),
  };
};

const isOf =
  ({ domain, deep, came }: Whose) =>
  ({ email, app_metadata, identities }: Json): boolean => {
    const host = text(email)?.split("@").at(-1);
    const { provider, providers: all } = record(app_metadata);
    // whoever came without an e-mail is known by the way in
    const ways = [provider, ...list(all), ...list(identities).map((one) => identityOf(one).provider)];
    return (
      host === domain ||
      (deep === true && host?.endsWith(`.${domain}`) === true) ||
      ways.some((way) => typeof way === "string" && came(way))
    );
  };

export const accountsOf = (doors: Doors, { auth, adminKey }: Reached): AccountAdmin => {
  const headers = { ...adminKey(), "content-type": "application/json" };
  const users = `${auth}/admin/users`;
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
    of: async (whose) => {
      const found: Json[] = [];
      for (let page = 1; page <= PAGES; page++) {
        const all = list(record(await asked(`${users}?page=${page}&per_page=${PER_PAGE}`)).users).map(record);
        const mine = all.filter(isOf(whose));
        found.push(...mine);
        // newest first: for those of this run a page without any lies before our time
        if (all.length < PER_PAGE || (!whose.deep && mine.length === 0)) break;
      }
      return Promise.all(found.map(whole));
    },
    add: async ({ email, password, confirmed }) => {
      doors.taint(password, "password of a seeded account");
      return rowOf(await asked(users, "POST", { email, password, email_confirm: confirmed }));
    },
    remove: (id) => doors.http.send(`${users}/${encodeURIComponent(id)}`, { method: "DELETE", headers }),
  };
};
