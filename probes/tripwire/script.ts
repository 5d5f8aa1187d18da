import type { Told } from "../../core/doors.ts";

/** Which key an id_token is signed with. */
export type Signer =
  | "published"
  /** published at the address that only the poisoned document names */
  | "poisoned"
  /** published from the next rotation on */
  | "next"
  /** nobody publishes it; under the published key's kid */
  | "stranger"
  /** as an HMAC secret: the client's secret, or the published key in one of the forms that libraries keep it in */
  | "client-secret"
  | "public-key"
  | "public-key-trimmed"
  | "public-key-der"
  | "none"
  | "broken";

/** What is wrong with one login. An empty script is an honest one. */
export interface Script {
  readonly name: string;
  /** in words, for the evidence */
  readonly sent: string;
  /** changes the claims of the id_token; `undefined` takes one out */
  readonly claims?: (claims: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  readonly userinfo?: (claims: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly signer?: Signer;
  /** the token answer brings no id_token */
  readonly withoutIdToken?: true;
  /** the next key is published from the token answer on: the login is under way already */
  readonly rotates?: true;
  /** instead of the token or userinfo endpoint's own answer */
  readonly fails?: { readonly at: "token" | "userinfo"; readonly how: Failure };
  /** changes the URL that leads back to the spoke; `state` is what it sent */
  readonly callback?: (url: URL) => void;
  /** of the browser that comes back, when it is not the one that began */
  readonly verifier?: string;
  /** who signs in, when it is not somebody new */
  readonly person?: { readonly sub: string; readonly email: string };
}

export const FAILURES = ["500", "html", "oversize", "truncated", "redirecting", "silent"] as const;
/** The right document, padded. To take it is careless, not wrong, so it is told and not judged. */
export const WHOLE = "oversize, whole";
export type Failure = (typeof FAILURES)[number] | typeof WHOLE;

const OVERSIZE = 20 * 1024 * 1024;
const NOISE = Buffer.alloc(OVERSIZE, "x");
const PADDING = Buffer.alloc(OVERSIZE, " ");
const JSON_TYPE = { "content-type": "application/json" };

/** Answers in the place of a document. Silence never settles: the other side must give up by itself. */
export const failWith = (how: Failure, url: string, honest: object): Promise<Told> => {
  const html = "<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>";
  switch (how) {
    case "500":
      return Promise.resolve({ status: 500, headers: JSON_TYPE, body: '{"error":"server_error"}' });
    case "html":
      return Promise.resolve({ status: 200, headers: { "content-type": "text/html" }, body: html });
    case "oversize":
      return Promise.resolve({ status: 200, headers: JSON_TYPE, body: NOISE });
    case WHOLE: {
      const body = Buffer.concat([Buffer.from(JSON.stringify(honest)), PADDING]);
      return Promise.resolve({ status: 200, headers: JSON_TYPE, body });
    }
    case "truncated":
      return Promise.resolve({
        status: 200,
        headers: JSON_TYPE,
        // the whole document was announced, and half of it comes
        body: JSON.stringify(honest),
        cut: true,
      });
    case "redirecting":
      return Promise.resolve({ status: 307, headers: { location: url }, body: "" });
    case "silent":
      return new Promise(() => {});
  }
};
