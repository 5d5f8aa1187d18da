import type { Fault } from "../../core/fault.ts";
import type { Ask, Reply } from "../../fixtures/federation/site.ts";
import { defineFault, type World } from "../../fixtures/federation/world.ts";
import type { Canary } from "./forms.ts";

const KINDS: Readonly<Record<string, string>> = {
  access_token: "access token",
  refresh_token: "refresh token",
  provider_token: "access token",
  provider_refresh_token: "refresh token",
  id_token: "id token",
  id_token_hint: "id token",
  client_secret: "client secret",
  code: "code",
  auth_code: "code",
  code_verifier: "code verifier",
  state: "state",
  password: "password",
  apikey: "service key",
};
/** Shorter ones are names of errors and the like, or nothing that opens a door. */
const SHORTEST = 16;
/** Made to be seen: the key that stands in every page of the app. */
const PUBLIC = /^sb_publishable_/;
/** The harness tries markup and line breaks in every parameter, state too: these are no secret and must stay readable. */
const TRIED = /[<\r\n]/;

const fromParams = (params: Iterable<readonly [string, string]>): Canary[] =>
  [...params].flatMap(([name, value]) => {
    const kind = name === "state" && TRIED.test(value) ? undefined : KINDS[name];
    return kind !== undefined && value.length >= SHORTEST ? [{ kind, value }] : [];
  });

const fromUrl = (text: string): Canary[] => {
  const url = URL.parse(text, "https://base.test");
  return url ? [...fromParams(url.searchParams), ...fromParams(new URLSearchParams(url.hash.slice(1)))] : [];
};

const fromJson = (value: unknown): Canary[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]): Canary[] =>
    typeof one === "string" ? fromParams([[name, one]]) : fromJson(one),
  );
};

const fromBody = (type: string, body: string): Canary[] => {
  if (type.startsWith("application/x-www-form-urlencoded")) return fromParams(new URLSearchParams(body));
  try {
    return fromJson(JSON.parse(body));
  } catch {
    return [];
  }
};

const fromAsk = ({ url, headers, body }: Ask): Canary[] => {
  const [scheme = "", credentials = ""] = (headers.authorization ?? "").split(" ");
  const bearer = /^bearer$/i.test(scheme) && credentials.length >= SHORTEST;
  const pair = /^basic$/i.test(scheme) ? Buffer.from(credentials, "base64").toString() : "";
  const secret = decodeURIComponent(pair.slice(pair.indexOf(":") + 1).replace(/%(?![0-9a-f]{2})/gi, "%25"));
  const cookies = (headers.cookie ?? "").split("; ").map((one) => one.slice(one.indexOf("=") + 1));
  return [
    ...fromUrl(url.href),
    ...fromBody(headers["content-type"] ?? "", body),
    ...(bearer ? [{ kind: "bearer", value: credentials }] : []),
    ...fromParams([["apikey", headers.apikey ?? ""]]),
    ...(secret.length >= SHORTEST ? [{ kind: "client secret", value: secret }] : []),
    ...cookies.filter((one) => one.length >= SHORTEST).map((value) => ({ kind: "cookie", value })),
  ];
};

const listed = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

const fromReply = ({ headers, body }: Reply): Canary[] => {
  const cookies = listed(headers["set-cookie"]).map((line) => {
    const pair = line.split(";", 1)[0] ?? "";
    return pair.slice(pair.indexOf("=") + 1);
  });
  return [
    ...listed(headers.location).flatMap(fromUrl),
    ...fromBody("", typeof body === "string" ? body : Buffer.from(body).toString()),
    ...cookies.filter((one) => one.length >= SHORTEST).map((value) => ({ kind: "cookie", value })),
  ];
};

/** How a careless or hostile system writes a secret that it was sent or that it sends. */
const SPELLINGS: Readonly<Record<string, (value: string) => Readonly<Record<string, string>>>> = {
  plain: (value) => ({ "x-echo": value }),
  url: (value) => ({ "x-echo": encodeURIComponent(value) }),
  base64: (value) => ({ "x-echo": Buffer.from(`id:${value}`).toString("base64") }),
  base64url: (value) => ({ "x-echo": Buffer.from(value).toString("base64url") }),
  json: (value) => ({ "x-echo": JSON.stringify({ v: value }) }),
  split: (value) => {
    const half = Math.floor(value.length / 2);
    return { "x-echo-1": value.slice(0, half), "x-echo-2": value.slice(half) };
  },
};
const PRINTABLE = /^[\x20-\x7e]*$/;
/** Servers refuse longer headers. */
const LONGEST = 3000;

/** The answer with one secret of it in one more spelling: in its headers, and in its JSON or its page. */
const withEcho = (reply: Reply, spelt: Readonly<Record<string, string>>): Reply => {
  const words = Object.values(spelt);
  const fits = words.every((word) => PRINTABLE.test(word) && word.length <= LONGEST);
  const headers = fits ? { ...reply.headers, ...spelt } : reply.headers;
  const type = String(reply.headers["content-type"] ?? "");
  const body = typeof reply.body === "string" ? reply.body : Buffer.from(reply.body).toString();
  if (type.includes("html")) return { ...reply, headers, body: `${body}<!-- ${words.join(" ")} -->` };
  if (!type.includes("json") || !body.startsWith("{")) return { ...reply, headers };
  return { ...reply, headers, body: JSON.stringify({ ...JSON.parse(body), echo: words }) };
};

export interface Spy {
  /** hears everything that a federation is asked and answers; echoes the secrets of it, one at a time */
  readonly fault: Fault<World>;
  readonly heard: () => readonly Canary[];
  /** `kind spelling` of everything that was echoed */
  readonly echoed: () => ReadonlySet<string>;
}

export const createSpy = (): Spy => {
  const heard = new Map<string, Canary>();
  const echoed = new Set<string>();
  const spellings = Object.keys(SPELLINGS);
  const turns = new Map<string, number>();
  /** What was echoed least comes next: every kind in every spelling, in the end. */
  const echo = (reply: Reply, canaries: readonly Canary[]): Reply => {
    const [next] = canaries.toSorted((a, b) => (turns.get(a.kind) ?? 0) - (turns.get(b.kind) ?? 0));
    if (!next) return reply;
    const turn = turns.get(next.kind) ?? 0;
    turns.set(next.kind, turn + 1);
    const spelling = spellings[turn % spellings.length] ?? "plain";
    echoed.add(`${next.kind} ${spelling}`);
    return withEcho(reply, SPELLINGS[spelling]?.(next.value) ?? {});
  };
  const fault = defineFault({
    why: "somebody listens, and echoes",
    breaks: [],
    seenBy: "http",
    apply: (world) => {
      world.tampers.push({
        after: (reply, ask) => {
          const canaries = [...fromAsk(ask), ...fromReply(reply)].filter(({ value }) => !PUBLIC.test(value));
          for (const canary of canaries) heard.set(canary.value, canary);
          return reply.status === 0 ? reply : echo(reply, canaries);
        },
      });
    },
  });
  return { fault, heard: () => [...heard.values()], echoed: () => echoed };
};
