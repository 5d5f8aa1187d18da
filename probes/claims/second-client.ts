import type { TestUser } from "../../core/contract.ts";
import type { Doors } from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { ClientSpoke } from "../../core/spokes/schema.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { loginDriver } from "../drivers/login.ts";
import { askToken, type ClientAuth, exchangeOf, grantOf, type Tokens, tokensIn } from "../oauth/exchange.ts";
import { authorizationRequest } from "../oauth/request.ts";
import { authorizeWith, type Code, sessionOf } from "../oauth/session.ts";

export interface SecondClient {
  readonly id: string;
  readonly auth: ClientAuth;
  /** a code of a sign-in of its own; undefined, with the last answer, where none came */
  readonly code: () => Promise<{ readonly code: Code | undefined; readonly seen: Answer }>;
  /** what came of a sign-in of its own: nothing is proven by refusing a client that the hub does not know */
  readonly atHome: () => Promise<{ readonly seen: Answer; readonly tokens: Tokens }>;
}
type Stated = Pick<ClientSpoke["client"], "id" | "secret" | "auth_method"> & { readonly redirect: string };

const stated = ({ hub, peer }: ClientSubject): Stated | undefined => {
  if (hub.test_client !== undefined) return { ...hub.test_client, redirect: hub.test_client.redirect_uri };
  return peer && { ...peer.client, redirect: peer.callback };
};

/**
 * A client at the hub that is not the spoke's: the harness's own, else the peer's. Undefined when there is none. Its
 * sign-ins are of one browser, one after the other.
 */
export const secondClient = (
  doors: Doors,
  subject: ClientSubject,
  user: TestUser,
): SecondClient | undefined => {
  const client = stated(subject);
  if (client === undefined) return undefined;
  const auth: ClientAuth = { how: client.auth_method, secret: doors.secret(client.secret) };
  // a browser of its own: a first consent may renew the session, and take it from others who are on their way
  const browser = loginDriver(doors, subject.hub);
  const code: SecondClient["code"] = async () => {
    const { endpoint } = await sessionOf(doors, subject);
    const change = { client_id: client.id, redirect_uri: client.redirect };
    const request = authorizationRequest(doors, subject, change, endpoint);
    const { landed, walk } = await authorizeWith(browser, subject.hub, request, user);
    const given = landed?.searchParams.get("code");
    return { code: given ? { code: given, request } : undefined, seen: walk.hops?.at(-1) ?? {} };
  };
  const atHome: SecondClient["atHome"] = async () => {
    const [given, { endpoint }] = await Promise.all([code(), grantOf(doors, subject)]);
    if (given.code === undefined) return { seen: given.seen, tokens: tokensIn(undefined, "") };
    const exchange = await askToken(doors, endpoint, client.id, auth, exchangeOf(given.code));
    return { seen: exchange.seen, tokens: tokensIn(exchange, given.code.request.nonce) };
  };
  return { id: client.id, auth, code, atHome };
};
