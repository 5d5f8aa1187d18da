import type { TestUser } from "../../core/contract.ts";
import { type Doors, hostMatches, NotGiven, type Request } from "../../core/doors.ts";
import type { Walk } from "../../core/evidence/piece.ts";
import { personsOf } from "../../core/persons.ts";
import { backendTwin } from "../../core/spokes/subjects.ts";
import type { ClientSubject, Hub } from "../../core/subject.ts";
import { loginDriver, type SignIn, type Walked } from "../drivers/login.ts";
import { once } from "../http/shared.ts";
import { type AuthorizationRequest, answers, authorizationRequest } from "./request.ts";

export interface Session {
  readonly browser: SignIn;
  /** the authorization endpoint that works: on the public domain, else on the issuer's host */
  readonly endpoint: string;
  readonly request: AuthorizationRequest;
  /** what was sent to the public domain, and what came of it */
  readonly asked: AuthorizationRequest;
  readonly walk: Walk;
  /** the same at the issuer's host, where the public domain gave no code */
  readonly fallback: Walk | undefined;
  /** undefined when the sign-in did not arrive with one */
  readonly code: string | undefined;
  /** who signed in; undefined when nobody's password was given */
  readonly user: TestUser | undefined;
}
/** A code and the verifier it is bound to. */
export interface Code {
  readonly code: string;
  readonly request: AuthorizationRequest;
}

const onHub = (hub: Hub, url: URL): boolean =>
  url.host === hub.publicHost ||
  url.origin === hub.account_home ||
  hub.backend_hosts.some((pattern) => hostMatches(pattern, url.hostname));

/** The entitled test user of the spoke, if their password was given. */
const testUser = (doors: Doors, subject: ClientSubject): TestUser | undefined => {
  const { watched: user } = personsOf(subject);
  if (!user) return undefined;
  try {
    doors.secret(user.password);
    return user;
  } catch (error) {
    if (error instanceof NotGiven) return undefined;
    throw error;
  }
};

/** Sends one authorization request through a browser, up to where the hub would leave its own hosts. */
export const authorizeWith = (
  browser: SignIn,
  hub: Hub,
  request: AuthorizationRequest,
  user?: TestUser,
  first?: Request,
): Promise<Walked> =>
  browser.walk(request.url, (url) => answers(request, url) || !onHub(hub, url), user, first);

const codeIn = (landed: URL | undefined): string | undefined => landed?.searchParams.get("code") || undefined;

/** Whether the endpoint itself gave up, before any page was shown. */
const shut = ({ hops }: Walk): boolean => hops?.length === 1 && (hops[0]?.status ?? 500) >= 400;

/** The one sign-in of a spoke's HTTP probes: made once, shared by all that need a session. */
export const sessionOf = (doors: Doors, subject: ClientSubject): Promise<Session> =>
  once(doors, `session ${subject.id}`, async () => {
    const { hub } = subject;
    const browser = loginDriver(doors, hub);
    const asked = authorizationRequest(doors, subject);
    const user = testUser(doors, subject);
    doors.say(`signing in at ${hub.publicHost} as ${user?.id ?? "nobody"}`);
    const { landed, walk } = await authorizeWith(browser, hub, asked, user);
    const here = { browser, asked, walk, user };
    const endpoint = hub.endpoints.authorization;
    const twin = hub.issuer && backendTwin(endpoint, hub.issuer);
    if (!twin || !shut(walk)) {
      return { ...here, endpoint, request: asked, fallback: undefined, code: codeIn(landed) };
    }
    const request = authorizationRequest(doors, subject, { state: asked.state }, twin);
    const there = await authorizeWith(browser, hub, request, user);
    return { ...here, endpoint: twin, request, fallback: there.walk, code: codeIn(there.landed) };
  });

/** Another code of the same session. Undefined when the hub gives none. */
export const anotherCode = async (doors: Doors, subject: ClientSubject): Promise<Code | undefined> =>
  codeFrom(doors, subject, (await sessionOf(doors, subject)).browser);

/**
 * A code of a sign-in of its own: for what may end the session it belongs to, as some hubs do when a code is used
 * twice. Undefined when the hub gives none.
 */
export const codeOfItsOwn = (doors: Doors, subject: ClientSubject): Promise<Code | undefined> =>
  codeFrom(doors, subject, loginDriver(doors, subject.hub));

/** What came of an authorization request of the shared session with a known deviation. */
export interface Deviation {
  readonly walk: Walk;
  /** undefined when none came */
  readonly code: Code | undefined;
}

/** Sends a request of the shared session with a known deviation; undefined leaves a parameter out. */
export const deviate = async (
  doors: Doors,
  subject: ClientSubject,
  change: Readonly<Record<string, string | undefined>>,
): Promise<Deviation> => {
  const { browser, user, endpoint } = await sessionOf(doors, subject);
  const request = authorizationRequest(doors, subject, change, endpoint);
  const { landed, walk } = await authorizeWith(browser, subject.hub, request, user);
  const code = codeIn(landed);
  return { walk, code: code ? { code, request } : undefined };
};

const codeFrom = async (doors: Doors, subject: ClientSubject, browser: SignIn): Promise<Code | undefined> => {
  const { code, user, endpoint } = await sessionOf(doors, subject);
  if (code === undefined) return undefined;
  const request = authorizationRequest(doors, subject, {}, endpoint);
  const { landed } = await authorizeWith(browser, subject.hub, request, user);
  const another = codeIn(landed);
  return another ? { code: another, request } : undefined;
};
