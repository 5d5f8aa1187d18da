import type { Doors, Exchange } from "../../../core/doors.ts";
import type { ClientSubject } from "../../../core/subject.ts";
import type { NativeApi, NativeSession, Renewed } from "../native-api.ts";
import { record, text } from "./json.ts";
import type { Reached } from "./reach.ts";

const sessionOf = (exchange: Exchange): Renewed => {
  const { access_token, refresh_token } = record(exchange.json);
  const refreshToken = text(refresh_token) || undefined;
  const accessToken = text(access_token);
  const next: NativeSession | undefined = accessToken
    ? { accessToken, ...(refreshToken !== undefined && { refreshToken }) }
    : undefined;
  const { user } = record(exchange.seen.json);
  return { exchange, ...(next && { next }), ...(user !== undefined && { user }) };
};

/** Another session for a refresh token. */
export const renewAt =
  ({ publicKey, post }: Reached) =>
  async (refreshToken: string): Promise<Renewed> =>
    sessionOf(await post("/token?grant_type=refresh_token", publicKey(), { refresh_token: refreshToken }));

/** The auth API and PostgREST, as supabase-js calls them. */
export const nativeAt = (
  { spoke }: ClientSubject,
  doors: Doors,
  { auth, publicKey, post }: Reached,
): NativeApi => {
  const rest = `${spoke.backend.url}${spoke.backend.rest_path}`;
  const headers = (token: string | undefined, more: Readonly<Record<string, string>> = {}) => ({
    ...publicKey(),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...more,
  });
  const ofTable = (table: string, select: string) => `${rest}/${encodeURIComponent(table)}?select=${select}`;
  const writeUser = (token: string, body: object) =>
    doors.http.send(`${auth}/user`, {
      method: "PUT",
      headers: headers(token, { "content-type": "application/json" }),
      body: JSON.stringify(body),
    });
  return {
    redeem: async (code, verifier) =>
      sessionOf(
        await post("/token?grant_type=pkce", publicKey(), { auth_code: code, code_verifier: verifier }),
      ),
    signOutEverywhere: (token) =>
      doors.http.send(`${auth}/logout?scope=global`, { method: "POST", headers: headers(token) }),
    keySet: () => doors.http.send(`${auth}/.well-known/jwks.json`, { headers: headers(undefined) }),
    ownData: {
      in: (user) => record(record(user).user_metadata),
      sent: "PUT /user with data",
      write: (token, data) => writeUser(token, { data }),
    },
    reservedData: {
      sent: "PUT /user with app_metadata",
      write: (token, data) => writeUser(token, { app_metadata: data }),
    },
    listUsers: (token) =>
      doors.http.send(`${auth}/admin/users?page=1&per_page=1`, { headers: headers(token) }),
    call: (procedure, token) =>
      doors.http.send(`${rest}/rpc/${encodeURIComponent(procedure)}`, {
        method: "POST",
        headers: headers(token, { "content-type": "application/json" }),
        body: "{}",
      }),
    rows: (table, columns, token) =>
      doors.http.send(ofTable(table, columns.join(",")), { headers: headers(token) }),
    count: (table, token) =>
      doors.http.send(ofTable(table, "*"), {
        method: "HEAD",
        headers: headers(token, { prefer: "count=exact" }),
      }),
  };
};
