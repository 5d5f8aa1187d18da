import { randomBytes } from "node:crypto";
import type { ClientSubject } from "../../core/subject.ts";
import { lineBreak, markup } from "./injections.ts";

export type Change = Readonly<Record<string, string | undefined>>;
/** An authorization request with one known deviation. */
export interface Deviating {
  readonly name: string;
  readonly change: Change;
}

/** What hands tokens to the browser, and what names nothing at all. */
export const responseTypes: readonly Deviating[] = [
  ...["token", "id_token", "id_token token"].map((name) => ({ name, change: { response_type: name } })),
  { name: "missing", change: { response_type: undefined } },
];

/** Challenges that protect nothing. `plain` has a challenge as long as a right one is. */
export const challenges = (): readonly Deviating[] => {
  const challenge = randomBytes(32).toString("base64url");
  return [
    { name: "absent", change: { code_challenge: undefined, code_challenge_method: undefined } },
    { name: "plain", change: { code_challenge: challenge, code_challenge_method: "plain" } },
    { name: "method-left-out", change: { code_challenge: challenge, code_challenge_method: undefined } },
    { name: "malformed", change: { code_challenge: "too-short" } },
  ];
};

const SHOWN = ["state", "nonce", "scope", "login_hint", "ui_locales"] as const;
const every = (make: (name: string) => string, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, make(name)]));

/** Markup where it ends on an error page, on a redirect and on the sign-in page; line breaks where they end in headers. */
export const injections = ({ spoke }: ClientSubject): readonly Deviating[] => [
  { name: "markup-unknown-client", change: { ...every(markup, SHOWN), client_id: markup("client_id") } },
  {
    name: "markup-redirect-uri",
    change: { ...every(markup, SHOWN), redirect_uri: `https://gates.example/${markup("redirect_uri")}` },
  },
  {
    name: "markup-response-type",
    change: { ...every(markup, SHOWN), response_type: markup("response_type") },
  },
  { name: "markup-sign-in", change: every(markup, ["state", "nonce", "login_hint", "ui_locales"]) },
  { name: "line-break", change: { ...every(lineBreak, ["state", "nonce", "login_hint"]), prompt: "none" } },
  {
    name: "line-break-refused",
    change: {
      ...every(lineBreak, ["state", "scope"]),
      client_id: lineBreak("client_id"),
      redirect_uri: `${spoke.callback}${lineBreak("redirect_uri")}`,
    },
  },
];
