import { createHash } from "node:crypto";
import type { Request } from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";

type Taint = (value: string, label: string) => void;

const SECRET_NAME =
  /^(?:[a-z0-9_]*_)?(?:token|secret|password|verifier|assertion|apikey|ticket)$|^(?:token_hash|authorization_code)$/i;
/** `code` is a code in one document and the name of an error in another; an error's name is words. */
const looksIssued = (value: string): boolean => value.length >= 8 && /[^a-z_]/.test(value);
/** Whether a parameter or member of this name carries a secret when it has this value. */
export const isSecret = (name: string, value: string): boolean =>
  name === "code" ? looksIssued(value) : SECRET_NAME.test(name) && value.length >= 4;

const PRIVATE_KEY_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "k"];

/** Secrets in a parsed JSON document, by the names of its members. */
export const taintJson = (document: unknown, taint: Taint, depth = 0): void => {
  if (typeof document !== "object" || document === null || depth > 12) return;
  const key = Object.hasOwn(document, "kty");
  for (const [name, value] of Object.entries(document)) {
    if (typeof value !== "string") taintJson(value, taint, depth + 1);
    else if (isSecret(name, value)) taint(value, name);
    else if (key && PRIVATE_KEY_MEMBERS.includes(name)) taint(value, `key member ${name}`);
  }
};

const STATE = /^[\w.~-]{16,}$/;
/** Two states have two labels: one that came back changed still differs from the one that was sent. */
const stateLabel = (value: string): string =>
  `state ${createHash("sha256").update(value).digest("hex").slice(0, 8)}`;

export const taintParams = (params: URLSearchParams, taint: Taint): void => {
  for (const [name, value] of params) {
    if (isSecret(name, value)) taint(value, name);
    else if (name === "state" && STATE.test(value) && looksIssued(value)) taint(value, stateLabel(value));
  }
};

/** Secrets in the query and in the fragment of a URL, absolute or not. */
export const taintUrl = (url: string, taint: Taint): void => {
  const hash = url.indexOf("#");
  const before = hash < 0 ? url : url.slice(0, hash);
  const query = before.indexOf("?");
  if (query >= 0) taintParams(new URLSearchParams(before.slice(query + 1)), taint);
  if (hash >= 0) taintParams(new URLSearchParams(url.slice(hash + 1)), taint);
};

/** Secrets in every URL that stands in a text. */
export const taintUrlsIn = (text: string, taint: Taint): void => {
  for (const [url] of text.matchAll(/https?:\/\/[^\s"'<>`]+/g)) taintUrl(url, taint);
};

export const taintCookie = (line: string, taint: Taint): void => {
  const pair = line.split(";", 1)[0] ?? "";
  const value = pair.slice(pair.indexOf("=") + 1).replace(/^"|"$/g, "");
  if (value.length >= 16) taint(value, "cookie");
};

/** Secrets that a request takes along: bearer and basic credentials, cookies, form and JSON members. */
export const taintRequest = (url: string, request: Request, taint: Taint): void => {
  taintUrl(url, taint);
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    const header = name.toLowerCase();
    if (header === "authorization") {
      const [scheme = "", credentials = ""] = value.split(" ");
      if (credentials.length >= 8) taint(credentials, "credentials");
      if (/^basic$/i.test(scheme)) {
        const pair = Buffer.from(credentials, "base64").toString();
        taint(pair.slice(pair.indexOf(":") + 1), "client secret");
      }
    }
    if (header === "apikey" && value.length >= 8) taint(value, "api key");
    // Some of them a browser was given: no answer to us ever set them.
    if (header === "cookie") for (const pair of value.split("; ")) taintCookie(pair, taint);
  }
  const type = request.headers?.["content-type"] ?? "";
  if (request.body === undefined) return;
  if (type.startsWith("application/x-www-form-urlencoded"))
    taintParams(new URLSearchParams(request.body), taint);
  else if (type.startsWith("application/json")) taintJson(parsed(request.body), taint);
};

/** A Set-Cookie line without its value. */
export const cookieWithoutValue = (line: string): string => {
  const end = line.indexOf(";");
  const pair = end < 0 ? line : line.slice(0, end);
  return `${pair.slice(0, Math.max(pair.indexOf("="), 0))}=‹cookie›${end < 0 ? "" : line.slice(end)}`;
};

const DEEPEST = 200;
/** Whether a text holds more openings than a document may be deep; most hold a few, and nothing need be followed. */
const opensOften = (text: string): boolean => {
  let left = DEEPEST;
  for (const opening of ["{", "["]) {
    for (let at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
      if (--left < 0) return true;
    }
  }
  return false;
};

/** Nested deeper than any honest document: what walks it afterwards would run out of stack. */
const isBottomless = (text: string): boolean => {
  if (!opensOften(text)) return false;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (quoted) {
      if (char === "\\") at++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === "[" || char === "{") {
      if (++depth > DEEPEST) return true;
    } else if (char === "]" || char === "}") depth--;
  }
  return false;
};

/** Undefined when it is not JSON, or nested beyond reason; the text stays in evidence either way. */
export const parsed = (text: string): unknown => {
  const first = text.trimStart()[0];
  if (first === undefined || first === "<" || isBottomless(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const LONGEST_BODY = 4096;
const shownHeader = (name: string, value: string, scrub: (text: string) => string): string => {
  if (name.toLowerCase() === "cookie") return "‹cookie›";
  const basic = /^Basic (\S+)$/i.exec(value)?.[1];
  return basic ? `Basic ${scrub(Buffer.from(basic, "base64").toString())}` : scrub(value);
};

/** What goes with a request, fit for evidence: enough to repeat it, with a name in place of each secret. */
export const sentWith = (
  { headers = {}, body }: Request,
  scrub: (text: string) => string,
  target?: string,
): Pick<Answer, "sent"> => {
  const shown = Object.entries(headers).map(([name, value]) => [name, shownHeader(name, value, scrub)]);
  if (shown.length === 0 && body === undefined && target === undefined) return {};
  return {
    sent: {
      ...(target !== undefined && { target: scrub(target) }),
      ...(shown.length > 0 && { headers: Object.fromEntries(shown) }),
      ...(body !== undefined && { body: scrub(body).slice(0, LONGEST_BODY) }),
    },
  };
};
