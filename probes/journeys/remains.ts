import { decodeJwt } from "jose";
import { CookieJar } from "tough-cookie";
import type { Doors, Exchange } from "../../core/doors.ts";
import { NotGiven } from "../../core/doors.ts";
import type { Remains } from "../../core/evidence/session.ts";
import type { ClientSubject } from "../../core/subject.ts";
import type { NativeSession } from "../adapters/spoke-state.ts";
import { askToken, declaredAuth, redeem, tokensIn } from "../oauth/exchange.ts";
import { authorizationRequest } from "../oauth/request.ts";
import type { Scene } from "./at-app.ts";

/** One thing that stands for the person, and how it is tried: true when it was accepted. */
interface Thing {
  readonly name: string;
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
  const { subject, state } = scene;
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
      ask: () => silent().send(),
      accepted: (exchange) => codeIn(exchange) !== undefined,
    },
  ];
  const { request, send } = silent();
  const code = codeIn(await send());
  if (code !== undefined) {
    const auth = declaredAuth(doors, subject);
    const tokens = tokensIn(await redeem(doors, subject, { code, request }, auth), request.nonce);
    const { access, refresh } = tokens;
    let current = refresh;
    if (refresh !== undefined) {
      things.push({
        name: "hub refresh token",
        ask: async () => {
          const params = { grant_type: "refresh_token", refresh_token: current ?? "" };
          const exchange = await askToken(doors, hub.endpoints.token, spoke.client.id, auth, params);
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
        ask: () =>
          doors.http.send(hub.endpoints.userinfo, { headers: { authorization: `Bearer ${access}` } }),
        accepted: ({ status }) => status === 200,
        life: lifeOf(access, doors.now()),
      });
    }
  }
  if (native) things.push(...nativeThings(subject, native, doors, (token) => state.whoAmI(token)));
  return things;
};

/** The spoke's own tokens, at its auth API and at its data API. */
const nativeThings = (
  { spoke }: ClientSubject,
  { accessToken }: NativeSession,
  doors: Doors,
  whoAmI: (token: string) => Promise<Exchange>,
): Thing[] => {
  const { backend, rls } = spoke;
  const life = lifeOf(accessToken, doors.now());
  const accepted = ({ status }: Exchange) => status === 200;
  const things: Thing[] = [
    { name: "spoke access token at its auth API", ask: () => whoAmI(accessToken), accepted, life },
  ];
  const table = Object.keys(rls.tables)[0];
  if (table !== undefined && backend.anon_key !== undefined) {
    const apikey = doors.secret(backend.anon_key);
    const url = `${backend.url}${backend.rest_path}/${encodeURIComponent(table)}?select=*&limit=1`;
    const ask = () => doors.http.send(url, { headers: { apikey, authorization: `Bearer ${accessToken}` } });
    things.push({ name: "spoke access token at its data API", ask, accepted, life });
  }
  return things;
};

/** The same things before and after: tried all at once each time. */
export const tryAll = async (
  things: readonly Thing[],
): Promise<(after?: readonly Thing[]) => Promise<Remains[]>> => {
  const before = await Promise.all(things.map(({ ask }) => ask()));
  return async () => {
    const after = await Promise.all(things.map(({ ask }) => ask()));
    return things.map(({ name, accepted, life }, at): Remains => {
      const [first, second] = [before[at], after[at]];
      const works = second !== undefined && accepted(second);
      const seconds = works ? life?.() : 0;
      return {
        name,
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
