import { type Doors, type Exchange, NotGiven } from "../../../core/doors.ts";
import type { KnownUser } from "../../../core/evidence/browser.ts";
import type { ClientSubject } from "../../../core/subject.ts";
import type { SpokeState } from "../spoke-state.ts";
import { accountsOf } from "./accounts.ts";
import { aliveAt } from "./alive.ts";
import { doorsOf } from "./doors.ts";
import { identityOf, list, record, text } from "./json.ts";
import { localTries } from "./local-sign-in.ts";
import { loginAt } from "./login.ts";
import { methodsOf } from "./methods.ts";
import { nativeAt, renewAt } from "./native.ts";
import { type Reached, reached } from "./reach.ts";
import { handedOn, looksLikeAdminKey, sessionIn } from "./session.ts";

const PAGES = 20;
const PER_PAGE = 1000;

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

const usersReader = (id: string, { auth, adminKey }: Reached, doors: Doors) => {
  const asAdmin = async (path: string, headers: Readonly<Record<string, string>>): Promise<Exchange> => {
    const answer = await doors.http.send(`${auth}${path}`, { headers });
    if (answer.status === 200) return answer;
    throw new NotGiven(
      `${auth}${path} answered ${answer.status ?? answer.seen.error?.code}`,
      "give a working admin key",
    );
  };
  return async (email: string): Promise<readonly KnownUser[]> => {
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
};

/** Supabase Auth as a spoke's backend. */
export const supabaseAuthState = (subject: ClientSubject, doors: Doors): SpokeState => {
  const { provider, id } = subject.spoke;
  const at = reached(subject, doors);
  const { auth, publicKey, post } = at;
  const bare = (url: string): string | undefined =>
    URL.canParse(url) ? `${new URL(url).origin}${new URL(url).pathname}` : undefined;
  const bearer = (token: string) => ({ ...publicKey(), authorization: `Bearer ${token}` });
  return {
    sessionIn,
    holds: (stored) => sessionIn(stored) !== undefined,
    endsSession: (method, url) => method === "POST" && bare(url) === `${auth}/logout`,
    tellsOfSession: (url) => [`${auth}/token`, `${auth}/user`].includes(bare(url) ?? ""),
    handedOn,
    looksLikeAdminKey,
    told: (json) => {
      const token = text(record(json).access_token);
      return token === undefined
        ? undefined
        : { token, retold: (other, answer) => ({ ...record(answer), access_token: other }) };
    },
    askedWho: "GET /user",
    whoAmI: (token) => doors.http.send(`${auth}/user`, { headers: bearer(token) }),
    idIn: (json) => text(record(json).id),
    identityIn: (json, wanted) =>
      list(record(json).identities)
        .map(identityOf)
        .find((one) => one.provider === wanted)?.providerId,
    renew: renewAt(at),
    end: (token) => post("/logout?scope=local", bearer(token), {}),
    usersWith: usersReader(id, at, doors),
    startUrl: (redirectTo) =>
      `${auth}/authorize?${new URLSearchParams({ provider: provider.id, redirect_to: redirectTo })}`,
    front: `${auth}/health`,
    alive: () => aliveAt(doors, at),
    doors: () => doorsOf(subject, doors, at),
    methods: () => methodsOf(doors, at),
    localTries: () => localTries(subject, doors, at),
    login: () => loginAt(subject, doors, at),
    accounts: () => accountsOf(doors, at),
    api: () => nativeAt(subject, doors, at),
  };
};
