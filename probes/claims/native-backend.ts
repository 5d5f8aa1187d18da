import { createHash, randomBytes } from "node:crypto";
import type { TestUser } from "../../core/contract.ts";
import { type Doors, type Exchange, NotGiven } from "../../core/doors.ts";
import type { Walk } from "../../core/evidence/piece.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { noteSession, sessionsAt } from "../adapters/opened.ts";
import { spokeStateOf } from "../adapters/spoke-state.ts";
import type { SignIn } from "../drivers/login.ts";
import { type End, sessionBegun } from "../drivers/sessions.ts";
import { once } from "../http/shared.ts";
import { sessionOf } from "../oauth/session.ts";

/** The spoke's own session, with its tokens: lives in memory only. */
export interface Native {
  /** as it went, up to the app; undefined for a refresh */
  readonly walk: Walk | undefined;
  /** the answer that minted it; undefined when the sign-in did not come back to the app with a code */
  readonly exchange: Exchange | undefined;
  readonly access: string | undefined;
  readonly refresh: string | undefined;
}

/** The spoke's auth and data API as its app uses them, without a browser. */
export interface NativeBackend {
  /** Starts at the spoke, goes through the hub with this browser and redeems what comes back to the app. */
  readonly signIn: (browser: SignIn, user: TestUser | undefined) => Promise<Native>;
  readonly refresh: (refreshToken: string) => Promise<Native>;
  readonly whoAmI: (token: string) => Promise<Exchange>;
  /** ends every session of the bearer at this backend */
  readonly signOutEverywhere: (token: string) => Promise<Exchange>;
  readonly call: (procedure: string, token: string) => Promise<Exchange>;
  /** the bearer's own record changed, as the app's library would */
  readonly writeUser: (token: string, body: object) => Promise<Exchange>;
  /** the administrator's list of users asked for, by whoever bears this */
  readonly listUsers: (token: string) => Promise<Exchange>;
  /** rows of a table, as the bearer sees them; without a token, as a stranger does */
  readonly rows: (table: string, columns: string, token: string | undefined) => Promise<Exchange>;
  /** how many rows the bearer sees, none of them fetched: `content-range` of the answer ends with "/<number>" */
  readonly count: (table: string, token: string) => Promise<Exchange>;
}

const member = (json: unknown, name: string): string | undefined => {
  const value =
    typeof json === "object" && json !== null ? (json as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
};

const tokensIn = (walk: Walk | undefined, exchange: Exchange | undefined): Native => ({
  walk,
  exchange,
  access: member(exchange?.json, "access_token"),
  refresh: member(exchange?.json, "refresh_token"),
});

/** Supabase Auth and PostgREST. Throws NotGiven for a backend of another kind. */
export const nativeBackendOf = (subject: ClientSubject, doors: Doors): NativeBackend => {
  const { spoke } = subject;
  if (spoke.backend.adapter !== "supabase-auth") {
    throw new NotGiven(
      `the backend of ${spoke.id} has no known API to sign in at`,
      "attest it in spokes.yaml",
    );
  }
  const state = spokeStateOf(subject, doors);
  const auth = `${spoke.backend.url}${spoke.backend.auth_path}`;
  const rest = `${spoke.backend.url}${spoke.backend.rest_path}`;
  const headers = (token: string | undefined, more: Readonly<Record<string, string>> = {}) => ({
    ...(spoke.backend.anon_key !== undefined && { apikey: doors.secret(spoke.backend.anon_key) }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...more,
  });
  const post = (url: string, token: string | undefined, body: object) =>
    doors.http.send(url, {
      method: "POST",
      headers: headers(token, { "content-type": "application/json" }),
      body: JSON.stringify(body),
    });

  /** Every session of a person that was opened here and not ended yet. */
  const endAll =
    (whose: string): End =>
    async (through) => {
      const open = sessionsAt(doors, spoke.id).filter((one) => one.whose === whose && !one.ended);
      const state = spokeStateOf(subject, through);
      const statuses = await Promise.all(open.map(async ({ token }) => (await state.end(token)).status));
      return statuses.find((status) => status === undefined || status >= 500) ?? 200;
    };

  const signIn: NativeBackend["signIn"] = async (browser, user) => {
    const verifier = randomBytes(32).toString("base64url");
    doors.taint(verifier, "code_verifier");
    const start = new URL(state.startUrl(spoke.app));
    start.searchParams.set("code_challenge", createHash("sha256").update(verifier).digest("base64url"));
    start.searchParams.set("code_challenge_method", "s256");
    const { landed, walk } = await browser.walk(start.href, (url) => url.origin === spoke.app, user);
    const code = landed?.origin === spoke.app ? landed.searchParams.get("code") : null;
    if (!code) return tokensIn(walk, undefined);
    const exchange = await post(`${auth}/token?grant_type=pkce`, undefined, {
      auth_code: code,
      code_verifier: verifier,
    });
    const native = tokensIn(walk, exchange);
    if (native.access !== undefined)
      noteSession(doors, { spoke: spoke.id, whose: user?.id ?? "a test person", token: native.access });
    if (user && native.access !== undefined) sessionBegun(doors, spoke.id, user.id, "all", endAll(user.id));
    return native;
  };

  return {
    signIn: async (browser, user) => {
      let begun: Promise<Native> | undefined;
      const first = once(doors, `first sign-in ${spoke.id} ${user?.id}`, () => {
        begun = signIn(browser, user);
        return begun;
      });
      if (begun) return begun;
      // Two first sign-ins of one person at once race for the user row, and the backend refuses one of them.
      await first.catch(() => undefined);
      return signIn(browser, user);
    },
    refresh: async (refreshToken) =>
      tokensIn(
        undefined,
        await post(`${auth}/token?grant_type=refresh_token`, undefined, { refresh_token: refreshToken }),
      ),
    whoAmI: state.whoAmI,
    signOutEverywhere: (token) =>
      doors.http.send(`${auth}/logout?scope=global`, { method: "POST", headers: headers(token) }),
    writeUser: (token, body) =>
      doors.http.send(`${auth}/user`, {
        method: "PUT",
        headers: headers(token, { "content-type": "application/json" }),
        body: JSON.stringify(body),
      }),
    listUsers: (token) =>
      doors.http.send(`${auth}/admin/users?page=1&per_page=1`, { headers: headers(token) }),
    call: (procedure, token) => post(`${rest}/rpc/${encodeURIComponent(procedure)}`, token, {}),
    rows: (table, columns, token) =>
      doors.http.send(`${rest}/${encodeURIComponent(table)}?select=${columns}`, { headers: headers(token) }),
    count: (table, token) =>
      doors.http.send(`${rest}/${encodeURIComponent(table)}?select=*`, {
        method: "HEAD",
        headers: headers(token, { prefer: "count=exact" }),
      }),
  };
};

/** The one sign-in at the spoke's backend through the hub's shared session. Throws NotGiven like `nativeBackendOf`. */
export const nativeSession = (doors: Doors, subject: ClientSubject): Promise<Native> =>
  once(doors, `native session ${subject.id}`, async () => {
    const { browser, user } = await sessionOf(doors, subject);
    return nativeBackendOf(subject, doors).signIn(browser, user);
  });
