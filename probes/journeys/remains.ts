import { decodeJwt } from "jose";
import { CookieJar } from "tough-cookie";
import type { Doors, Exchange } from "../../core/doors.ts";
import { NotGiven } from "../../core/doors.ts";
import type { Remains } from "../../core/evidence/session.ts";
import { backendTwin } from "../../core/spokes/subjects.ts";
import type { NativeSession } from "../adapters/native-api.ts";
import { askToken, declaredAuth, redeem, tokensIn } from "../oauth/exchange.ts";
import { authorizationRequest } from "../oauth/request.ts";
import type { Scene } from "./at-app.ts";

/** One thing that stands for the person, and how it is tried: true when it was accepted. */
export interface Thing {
  readonly name: string;
  /** how it is tried, in words: "GET https://..., with the token" */
  readonly how: string;
  readonly ask: () => Promise<Exchange>;
  readonly accepted: (exchange: Exchange) => boolean;
  /** seconds that it claims to live from now on */
  readonly life?: () => number | undefined;
}

const lifeOf = (token: string, now: Date) => (): number | undefined => {
  try {
    const { exp } = decodeJwt(token);
    return exp === undefined ? undefined : Math.max(0, exp - Math.floor(now.getTime() / 1000));
  } catch {
    return undefined;
  }
};

/** A copy of the hub's cookies as this browser holds them now: what a thief would have taken before the logout. */
const copyCookies = async ({ session, subject }: Scene): Promise<string> => {
  const jar = new CookieJar();
  const { hub } = subject;
  for (const { name, value } of await session.context.cookies(hub.endpoints.authorization)) {
    await jar.setCookie(`${name}=${value}; Secure; Path=/`, hub.endpoints.authorization);
  }
  return jar.getCookieString(hub.endpoints.authorization);
};

/** What the person's login left in the world, from the copied cookies on: each can be tried again later. */
export const thingsOf = async (
  scene: Scene,
  native: NativeSession | undefined,
  doors: Doors,
): Promise<readonly Thing[]> => {
  const { subject } = scene;
  const { hub, spoke } = subject;
  const cookie = await copyCookies(scene);
  doors.taint(cookie, "cookies of the hub");
  const silent = () => {
    const request = authorizationRequest(doors, subject, { prompt: "none" });
    return { request, send: () => doors.http.send(request.url, { headers: { cookie } }) };
  };
  const codeIn = ({ headers }: Exchange) =>
    URL.parse(headers.location ?? "")?.searchParams.get("code") ?? undefined;
  const things: Thing[] = [
    {
      name: "hub session",
      how: `GET ${hub.endpoints.authorization} with prompt=none and a copy of the cookies from before the sign-out`,
      ask: () => silent().send(),
      accepted: (exchange) => codeIn(exchange) !== undefined,
    },
  ];
  const auth = declaredAuth(doors, subject);
  const grantAt = async (endpoint: string) => {
    const { request, send } = silent();
    const code = codeIn(await send());
    if (code === undefined) return undefined;
    const exchange = await redeem(doors, subject, { code, request }, auth, endpoint);
    return { endpoint, ...tokensIn(exchange, request.nonce) };
  };
  // Where only the issuer's host redeems, what is left of a login is tried there (seed 002, Gate 1).
  const here = await grantAt(hub.endpoints.token);
  const twin = hub.issuer && backendTwin(hub.endpoints.token, hub.issuer);
  const grant = here && here.access === undefined && twin ? await grantAt(twin) : here;
  if (grant !== undefined) {
    const { access, refresh, endpoint } = grant;
    let current = refresh;
    if (refresh !== undefined) {
      things.push({
        name: "hub refresh token",
        how: `POST ${endpoint} with grant_type=refresh_token`,
        ask: async () => {
          const params = { grant_type: "refresh_token", refresh_token: current ?? "" };
          const exchange = await askToken(doors, endpoint, spoke.client.id, auth, params);
          // it rotates: the next try must not look like a reuse
          current = tokensIn(exchange, "").refresh ?? current;
          return exchange;
        },
        accepted: ({ status }) => status === 200,
      });
    }
    if (access !== undefined) {
      things.push({
        name: "hub access token at userinfo",
        how: `GET ${hub.endpoints.userinfo} with the token`,
        ask: () =>
          doors.http.send(hub.endpoints.userinfo, { headers: { authorization: `Bearer ${access}` } }),
        accepted: ({ status }) => status === 200,
        life: lifeOf(access, doors.now()),
      });
    }
  }
  return [...things, ...nativeThings(scene, native, doors)];
};

const AT: Readonly<Record<string, string>> = { auth: "its auth API", rest: "its data API" };

/** A spoke's own tokens: its access token at every door that it opens, and its refresh token. Nothing where no door is known. */
export const nativeThings = (
  { subject, state }: Pick<Scene, "subject" | "state">,
  native: NativeSession | undefined,
  doors: Doors,
  whose = "spoke",
): Thing[] => {
  if (!native) return [];
  const { accessToken, refreshToken } = native;
  const life = lifeOf(accessToken, doors.now());
  const accepted = ({ status }: Exchange) => status === 200;
  const opens = orNone(() => state.doors().filter(({ at }) => at in AT));
  const things: Thing[] = opens
    .filter(({ at }) => at !== "rest" || Object.keys(subject.spoke.rls.tables).length > 0)
    .map(({ at, ask }) => ({
      name: `${whose} access token at ${AT[at]}`,
      how: `a request to ${AT[at]} with the token`,
      ask: () => ask(accessToken),
      accepted,
      life,
    }));
  let current = refreshToken;
  if (current === undefined || opens.length === 0) return things;
  const renew = async (): Promise<Exchange> => {
    // it rotates: the next try must not look like a reuse
    const { exchange, next } = await state.renew(current ?? "");
    current = next?.refreshToken ?? current;
    for (const value of [next?.accessToken, next?.refreshToken])
      if (value) doors.taint(value, "native token");
    return exchange;
  };
  const how = "a refresh at the spoke's auth API";
  return [...things, { name: `${whose} refresh token`, how, ask: renew, accepted }];
};

const orNone = <T>(known: () => readonly T[]): readonly T[] => {
  try {
    return known();
  } catch (error) {
    if (error instanceof NotGiven) return [];
    throw error;
  }
};

/**
 * The same things before and after: tried all at once each time. What it returns tries them again; `endedAt`: when the
 * sign-out was through, in milliseconds of performance.now().
 */
export const tryAll = async (things: readonly Thing[]): Promise<(endedAt: number) => Promise<Remains[]>> => {
  const before = await Promise.all(things.map(({ ask }) => ask()));
  return async (endedAt) => {
    const triedAfter = Math.round((performance.now() - endedAt) / 10) / 100;
    const after = await Promise.all(things.map(({ ask }) => ask()));
    return things.map(({ name, how, accepted, life }, at): Remains => {
      const [first, second] = [before[at], after[at]];
      const works = second !== undefined && accepted(second);
      const seconds = works ? life?.() : 0;
      return {
        name,
        how,
        triedAfter,
        ...(first && { before: first.seen, worked: accepted(first) }),
        ...(second && { after: second.seen, works }),
        ...(seconds !== undefined && { seconds }),
      };
    });
  };
};

/** Undefined and the reason where the client's secret is not given: then the hub's tokens cannot be tried. */
export const orWhyNot = async <T>(work: () => Promise<T>): Promise<T | { readonly because: string }> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotGiven) return { because: error.message };
    throw error;
  }
};
