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

export interface Spy {
  /** hears everything that a federation is asked and answers; changes nothing */
  readonly fault: Fault<World>;
  readonly heard: () => readonly Canary[];
}

export const createSpy = (): Spy => {
  const heard = new Map<string, Canary>();
  const note = (canaries: readonly Canary[]) => {
    for (const canary of canaries) if (!PUBLIC.test(canary.value)) heard.set(canary.value, canary);
  };
  const fault = defineFault({
    why: "somebody listens",
    breaks: [],
    seenBy: "http",
    apply: (world) => {
      world.tampers.push({
        after: (reply, ask) => {
          note([...fromAsk(ask), ...fromReply(reply)]);
          return reply;
        },
      });
    },
  });
  return { fault, heard: () => [...heard.values()] };
};
