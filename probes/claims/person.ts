import type { TestUser } from "../../core/contract.ts";
import { type Doors, NotGiven } from "../../core/doors.ts";
import type { PhaseSeen, Renewal } from "../../core/evidence/claims.ts";
import { personsOf } from "../../core/persons.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { loginDriver, type SignIn } from "../drivers/login.ts";
import { hubTokenGiven } from "../drivers/sessions.ts";
import { askToken, declaredAuth, grantOf, redeem, type Tokens, tokensIn } from "../oauth/exchange.ts";
import { authorizationRequest } from "../oauth/request.ts";
import { authorizeWith, type Code, sessionOf } from "../oauth/session.ts";
import type { HubSeen } from "./hub-surfaces.ts";
import { readHub } from "./hub-surfaces.ts";
import { type Native, nativeBackendOf } from "./native-backend.ts";
import { Obstructed } from "./obstacle.ts";
import { renewalOf } from "./renewal.ts";
import { endOf, readSpoke, type SpokeSeen } from "./spoke-side.ts";

export type Live<T> = T & { readonly access: string };

/** One test person with tokens of their own, at the hub and at the spoke. What does not work is thrown as Obstructed. */
export interface Person {
  readonly user: TestUser;
  readonly browser: SignIn;
  readonly code: () => Promise<Code>;
  /** a token family of its own each time */
  readonly atHub: () => Promise<Live<Tokens>>;
  readonly refreshAtHub: (held: Tokens) => Promise<Live<Tokens> & { readonly renewed: Renewal }>;
  readonly readHub: (held: Live<Tokens>) => Promise<HubSeen>;
  /** a native session of its own each time */
  readonly atSpoke: () => Promise<Live<Native>>;
  readonly refreshAtSpoke: (held: Native) => Promise<Live<Native> & { readonly renewed: Renewal }>;
  readonly readSpoke: (held: Live<Native>) => Promise<SpokeSeen>;
  readonly phase: (hub: HubSeen, spoke: SpokeSeen) => PhaseSeen;
}

const NO_ID_TOKEN = { absent: "a refresh need not bring an id_token (OpenID Connect Core 12.2)" };

/** The same person in another browser, or in the one that is handed in. */
export const personOf = (
  doors: Doors,
  subject: ClientSubject,
  user: TestUser,
  browser: SignIn = loginDriver(doors, subject.hub),
): Person => {
  const { hub, spoke } = subject;
  const code = async (): Promise<Code> => {
    const { endpoint } = await sessionOf(doors, subject);
    const request = authorizationRequest(doors, subject, {}, endpoint);
    const { landed, walk } = await authorizeWith(browser, hub, request, user);
    const given = landed?.searchParams.get("code");
    if (given) return { code: given, request };
    const ended = walk.params?.error ?? walk.ended ?? "nowhere";
    throw new Obstructed(
      `the sign-in of ${user.id} at the hub ended without a code (${ended})`,
      "endpoints/authorize-works-on-public-domain",
    );
  };
  const live = (tokens: Tokens, behind: string): Live<Tokens> => {
    const { access, exchange } = tokens;
    if (access !== undefined) return { ...tokens, access };
    const answered = exchange?.status ?? exchange?.seen.error?.code ?? "nothing";
    throw new Obstructed(`the hub's token endpoint gave no access token (${answered})`, behind);
  };
  const atHub = async (): Promise<Live<Tokens>> => {
    const [{ endpoint }, given] = await Promise.all([grantOf(doors, subject), code()]);
    const exchange = await redeem(doors, subject, given, declaredAuth(doors, subject), endpoint);
    const held = live(tokensIn(exchange, given.request.nonce), "endpoints/token-works-on-public-domain");
    hubTokenGiven(doors, hub, user.id, held.access);
    return held;
  };
  const refreshAtHub: Person["refreshAtHub"] = async (held) => {
    const behind = "claims/hub-refresh-rotates";
    if (held.refresh === undefined)
      throw new Obstructed("the hub gave no refresh token to go on with", behind);
    const { endpoint } = await grantOf(doors, subject);
    const exchange = await askToken(doors, endpoint, spoke.client.id, declaredAuth(doors, subject), {
      grant_type: "refresh_token",
      refresh_token: held.refresh,
    });
    const now = tokensIn(exchange, held.nonce);
    const renewed = renewalOf(exchange, held.refresh, now.refresh);
    return { ...live({ ...now, refresh: now.refresh ?? held.refresh }, behind), renewed };
  };
  const atSpoke = async (): Promise<Live<Native>> => {
    const native = await nativeBackendOf(subject, doors).signIn(browser, user);
    if (native.access !== undefined) return { ...native, access: native.access };
    throw new Obstructed(endOf(native), "claims/present-after-login");
  };
  const refreshAtSpoke: Person["refreshAtSpoke"] = async (held) => {
    const behind = "claims/spoke-refresh-rotates";
    if (held.refresh === undefined) throw new Obstructed("the spoke gave no refresh token", behind);
    const now = await nativeBackendOf(subject, doors).refresh(held.refresh);
    if (now.access === undefined || now.exchange === undefined) throw new Obstructed(endOf(now), behind);
    const renewed = renewalOf(now.exchange, held.refresh, now.refresh);
    return { ...now, access: now.access, refresh: now.refresh ?? held.refresh, renewed };
  };
  return {
    user,
    browser,
    code,
    atHub,
    refreshAtHub,
    readHub: (held) => readHub(doors, subject, held, NO_ID_TOKEN),
    atSpoke,
    refreshAtSpoke,
    readSpoke: (held) => readSpoke(nativeBackendOf(subject, doors), subject, held),
    phase: (hubSeen, spokeSeen) => ({
      user: user.id,
      requested: spoke.provider.scopes,
      ...(hubSeen.granted !== undefined && { granted: hubSeen.granted }),
      surfaces: { ...hubSeen.surfaces, ...spokeSeen.surfaces },
      ...spokeSeen.about,
    }),
  };
};

/** The person whose organisation and sessions the harness may change and put back. Throws NotGiven without one. */
export const switchingUser = (doors: Doors, subject: ClientSubject): TestUser => {
  const { changed: user } = personsOf(subject);
  if (user === undefined) {
    throw new NotGiven(
      `${subject.spoke.id} has no second test person with two organisations and ${subject.spoke.key} in app_access`,
      "declare users.switching and the person in the contract",
    );
  }
  doors.secret(user.password);
  return user;
};
