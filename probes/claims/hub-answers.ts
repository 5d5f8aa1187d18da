import type { Doors, Exchange } from "../../core/doors.ts";
import type { SurfaceSeen } from "../../core/evidence/claims.ts";
import { backendTwin } from "../../core/spokes/subjects.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { liveKeys } from "../oauth/describe.ts";

export const USERINFO_WORKS = "endpoints/userinfo-works-on-public-domain";

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The kids of a key set, undefined for keys without one; empty where it is none. */
export const kidsIn = (keys: unknown): unknown[] =>
  isRecord(keys) && Array.isArray(keys.keys) ? keys.keys.map((key) => key?.kid) : [];

/** The same on the issuer's host, where Gate 1 passes with fallback. Undefined where that does not work either. */
const elsewhere = async (
  { hub }: ClientSubject,
  endpoint: string,
  ask: (url: string) => Promise<Exchange>,
  works: (exchange: Exchange) => boolean,
): Promise<Exchange | undefined> => {
  const twin = hub.issuer && backendTwin(endpoint, hub.issuer);
  const answer = twin ? await ask(twin) : undefined;
  return answer && works(answer) ? answer : undefined;
};

/** The live key set; `behind` where the public domain does not give it. */
export const keysOf = async (
  doors: Doors,
  subject: ClientSubject,
): Promise<{ readonly keys: unknown; readonly behind?: string }> => {
  const isSet = (json: unknown) => isRecord(json) && Array.isArray(json.keys);
  const keys = await liveKeys(doors, subject.hub);
  if (isSet(keys)) return { keys };
  const there = await elsewhere(subject, subject.hub.endpoints.jwks, doors.http.send, ({ json }) =>
    isSet(json),
  );
  return { keys: there?.json, behind: "endpoints/jwks-answers" };
};

const kidOf = (token: string | undefined): unknown => {
  try {
    return JSON.parse(Buffer.from((token ?? "").split(".", 1)[0] ?? "", "base64url").toString()).kid;
  } catch {
    return undefined;
  }
};

/** The live key set, asked for again when one of these tokens names a key that it does not have: keys rotate. */
export const keysFor = async (
  doors: Doors,
  subject: ClientSubject,
  tokens: readonly (string | undefined)[],
): ReturnType<typeof keysOf> => {
  const known = await keysOf(doors, subject);
  const kids = kidsIn(known.keys);
  const strange = tokens.map(kidOf).some((kid) => kid !== undefined && !kids.includes(kid));
  if (!strange || known.behind !== undefined) return known;
  return { keys: (await doors.http.send(subject.hub.endpoints.jwks)).json };
};

/** The issuer that live discovery names, whatever it is. */
export const issuerOf = async (doors: Doors, subject: ClientSubject): Promise<unknown> => {
  const { discovery } = subject.hub.endpoints;
  const works = ({ json }: Exchange) => isRecord(json) && json.issuer !== undefined;
  const here = await doors.http.send(discovery);
  const { json } = works(here)
    ? here
    : ((await elsewhere(subject, discovery, doors.http.send, works)) ?? here);
  return isRecord(json) ? json.issuer : undefined;
};

/** What userinfo says; `behind` where the public domain does not say it. */
export const userinfo = async (
  doors: Doors,
  subject: ClientSubject,
  access: string,
): Promise<SurfaceSeen> => {
  const endpoint = subject.hub.endpoints.userinfo;
  const ask = (url: string) => doors.http.send(url, { headers: { authorization: `Bearer ${access}` } });
  const works = ({ status, json }: Exchange) => status === 200 && isRecord(json);
  const here = await ask(endpoint);
  const working = works(here) ? here : await elsewhere(subject, endpoint, ask, works);
  const { seen } = working ?? here;
  const at = {
    exchange: seen.exchange,
    seenAt: seen.seenAt,
    ...(working !== here && { behind: USERINFO_WORKS }),
  };
  return working
    ? { claims: seen.json, ...at }
    : { unreached: `userinfo answered ${seen.status ?? seen.error?.code ?? "nothing"}`, ...at };
};
