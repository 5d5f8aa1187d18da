import type { Exchange } from "../../core/doors.ts";

/** A spoke's own session with its secrets: lives in memory only. */
export interface NativeSession {
  readonly accessToken: string;
  readonly refreshToken?: string;
}

/** What the backend answered where it was to give a session; `next` when it gave one. */
export interface Renewed {
  readonly exchange: Exchange;
  readonly next?: NativeSession;
  /** the person, as the answer tells them to the app; redacted */
  readonly user?: unknown;
}

/** Data about a person that a bearer may try to write. */
export interface Writable {
  /** what is sent, in the backend's own words */
  readonly sent: string;
  readonly write: (token: string, data: object) => Promise<Exchange>;
}

/** The spoke's auth and data API as its app's client library uses them: part of the port `SpokeState`. */
export interface NativeApi {
  /** a session for the code that came back to the app */
  readonly redeem: (code: string, verifier: string) => Promise<Renewed>;
  /** ends every session of the bearer at this backend */
  readonly signOutEverywhere: (token: string) => Promise<Exchange>;
  /** the keys that this backend says it signs sessions with */
  readonly keySet: () => Promise<Exchange>;
  /** what a person may write about themselves; `in` reads it from what the backend tells of the user */
  readonly ownData: Writable & { readonly in: (user: unknown) => Readonly<Record<string, unknown>> };
  /** what only the backend may write about a person */
  readonly reservedData: Writable;
  /** the administrator's list of users asked for, by whoever bears this */
  readonly listUsers: (token: string) => Promise<Exchange>;
  /** a procedure of the database, called as the bearer */
  readonly call: (procedure: string, token: string) => Promise<Exchange>;
  /** rows of a table, as the bearer sees them; without a token, as a stranger does */
  readonly rows: (table: string, columns: readonly string[], token: string | undefined) => Promise<Exchange>;
  /** how many rows the bearer sees, none of them fetched: `content-range` of the answer ends with "/<number>" */
  readonly count: (table: string, token: string) => Promise<Exchange>;
}
