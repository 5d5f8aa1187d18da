import { createHash, randomBytes } from "node:crypto";
import { type Doors, type Exchange, NotGiven } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";

/** Where a login starts, and what the browser that started it keeps to finish it. */
export interface Begun {
  readonly url: string;
  readonly verifier: string;
}

/** Port: a login at the spoke's backend as its app does it, without a browser. Throws NotGiven where it is not known. */
export interface SpokeLogin {
  readonly begin: (provider: string) => Begun;
  /** where the backend waits for the provider's answer */
  readonly callback: string;
  /** The session that lies in the address the browser was sent to; undefined when there is none. */
  readonly session: (landed: URL, verifier: string) => Promise<string | undefined>;
  readonly whoAmI: (token: string | undefined) => Promise<Exchange>;
  /** a sign-in with the backend's own password, as whoever registered an account would try */
  readonly withPassword: (email: string, password: string) => Promise<Exchange>;
}

const member = (json: unknown, name: string): string | undefined => {
  const value =
    typeof json === "object" && json !== null ? (json as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
};

export const spokeLoginOf = (subject: ClientSubject, doors: Doors): SpokeLogin => {
  const { backend, app, callback, id } = subject.spoke;
  if (backend.adapter !== "supabase-auth") {
    throw new NotGiven(`the backend of ${id} has no known API to sign in at`, "attest it in spokes.yaml");
  }
  const auth = `${backend.url}${backend.auth_path}`;
  const key: Readonly<Record<string, string>> =
    backend.anon_key === undefined ? {} : { apikey: doors.secret(backend.anon_key) };
  const post = (grant: string, body: object) =>
    doors.http.send(`${auth}/token?grant_type=${grant}`, {
      method: "POST",
      headers: { ...key, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  return {
    begin: (provider) => {
      const verifier = randomBytes(32).toString("base64url");
      doors.taint(verifier, "code_verifier");
      const query = new URLSearchParams({
        provider,
        redirect_to: app,
        code_challenge: createHash("sha256").update(verifier).digest("base64url"),
        code_challenge_method: "s256",
      });
      return { url: `${auth}/authorize?${query}`, verifier };
    },
    callback,
    session: async (landed, verifier) => {
      const inFragment = new URLSearchParams(landed.hash.slice(1)).get("access_token");
      if (inFragment) return inFragment;
      const code = landed.searchParams.get("code");
      if (!code) return undefined;
      return member((await post("pkce", { auth_code: code, code_verifier: verifier })).json, "access_token");
    },
    whoAmI: (token) =>
      doors.http.send(`${auth}/user`, {
        headers: { ...key, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      }),
    withPassword: (email, password) => post("password", { email, password }),
  };
};
