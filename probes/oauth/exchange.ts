import type { Doors, Exchange } from "../../core/doors.ts";
import { backendTwin } from "../../core/spokes/subjects.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { once } from "../http/shared.ts";
import type { Asking } from "./request.ts";
import { anotherCode, type Code, sessionOf } from "./session.ts";

/** How the client says who it is. "both" and "query" are ways that RFC 6749 2.3 forbids. */
export type ClientAuth =
  | {
      readonly how: "client_secret_basic" | "client_secret_post" | "both" | "query";
      readonly secret: string;
    }
  | { readonly how: "none" };

const formEncoded = (text: string): string => new URLSearchParams({ v: text }).toString().slice(2);

/** The authentication that spokes.yaml declares. Throws NotGiven when the secret is not there. */
export const declaredAuth = (doors: Doors, { spoke }: Pick<Asking, "spoke">): ClientAuth => ({
  how: spoke.client.auth_method,
  secret: doors.secret(spoke.client.secret),
});

/** One request to a token endpoint. */
export const askToken = (
  doors: Doors,
  endpoint: string,
  clientId: string,
  auth: ClientAuth,
  params: Readonly<Record<string, string>>,
): Promise<Exchange> => {
  const body = new URLSearchParams(params);
  const headers: Record<string, string> = {
    "content-type": "application/x-www-form-urlencoded",
    accept: "application/json",
  };
  if (auth.how === "client_secret_basic" || auth.how === "both") {
    headers.authorization = basic(clientId, auth.secret);
  }
  if (auth.how !== "client_secret_basic" && auth.how !== "query") body.set("client_id", clientId);
  if (auth.how === "client_secret_post" || auth.how === "both") body.set("client_secret", auth.secret);
  const query = new URLSearchParams(
    auth.how === "query" ? { client_id: clientId, client_secret: auth.secret } : {},
  );
  const url = query.size > 0 ? `${endpoint}?${query}` : endpoint;
  return doors.http.send(url, { method: "POST", headers, body: body.toString() });
};

/** RFC 6749 2.3.1: both halves are form-encoded before they are joined. */
export const basic = (clientId: string, secret: string): string =>
  `Basic ${Buffer.from(`${formEncoded(clientId)}:${formEncoded(secret)}`).toString("base64")}`;

/** What redeems a code, with a known deviation: undefined leaves a parameter out. */
export const exchangeOf = (
  { code, request }: Code,
  change: Readonly<Record<string, string | undefined>> = {},
): Readonly<Record<string, string>> => {
  const wanted: Record<string, string | undefined> = {
    grant_type: "authorization_code",
    code,
    redirect_uri: request.redirectUri,
    code_verifier: request.verifier,
    ...change,
  };
  return Object.fromEntries(
    Object.entries(wanted).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
};

export const redeem = (
  doors: Doors,
  { hub, spoke }: Asking,
  code: Code,
  auth: ClientAuth,
  endpoint = hub.endpoints.token,
): Promise<Exchange> => askToken(doors, endpoint, spoke.client.id, auth, exchangeOf(code));

export interface Tokens {
  /** undefined when there was no code to redeem */
  readonly exchange: Exchange | undefined;
  readonly nonce: string;
  readonly access: string | undefined;
  readonly id: string | undefined;
  readonly refresh: string | undefined;
}
const member = (json: unknown, name: string): string | undefined => {
  const value =
    typeof json === "object" && json !== null ? (json as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
};
export const tokensIn = (exchange: Exchange | undefined, nonce: string): Tokens => ({
  exchange,
  nonce,
  access: member(exchange?.json, "access_token"),
  id: member(exchange?.json, "id_token"),
  refresh: member(exchange?.json, "refresh_token"),
});

export interface Grant {
  /** as the public domain answered */
  readonly asked: Tokens;
  /** as the issuer's host answered another code; undefined when no issuer is known or there was no code */
  readonly backend: Tokens | undefined;
  /** the ones to go on with, and the token endpoint that gave them */
  readonly tokens: Tokens;
  readonly endpoint: string;
}

/** The tokens of the shared sign-in, redeemed once at the public domain and once at the issuer's host. */
export const grantOf = (doors: Doors, subject: ClientSubject): Promise<Grant> =>
  once(doors, `grant ${subject.id}`, async () => {
    const { hub } = subject;
    const auth = declaredAuth(doors, subject);
    const { code, request } = await sessionOf(doors, subject);
    const endpoint = hub.endpoints.token;
    if (code === undefined) {
      const none = tokensIn(undefined, request.nonce);
      return { asked: none, backend: undefined, tokens: none, endpoint };
    }
    const twin = hub.issuer && backendTwin(endpoint, hub.issuer);
    const there = async () => {
      const another = twin ? await anotherCode(doors, subject) : undefined;
      return another && twin
        ? tokensIn(await redeem(doors, subject, another, auth, twin), another.request.nonce)
        : undefined;
    };
    const [here, backend] = await Promise.all([redeem(doors, subject, { code, request }, auth), there()]);
    const asked = tokensIn(here, request.nonce);
    return asked.access === undefined && twin && backend?.access !== undefined
      ? { asked, backend, tokens: backend, endpoint: twin }
      : { asked, backend, tokens: asked, endpoint };
  });

/** The tokens of the shared sign-in, from whichever host gives them. */
export const tokensOf = async (doors: Doors, subject: ClientSubject): Promise<Tokens> =>
  (await grantOf(doors, subject)).tokens;
