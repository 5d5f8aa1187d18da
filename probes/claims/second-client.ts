import type { TestUser } from "../../core/contract.ts";
import type { Doors } from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { ClientSpoke } from "../../core/spokes/schema.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { loginDriver } from "../drivers/login.ts";
import { askToken, type ClientAuth, grantOf } from "../oauth/exchange.ts";
import { authorizationRequest } from "../oauth/request.ts";
import { authorizeWith, sessionOf } from "../oauth/session.ts";

export interface SecondClient {
  readonly id: string;
  readonly auth: ClientAuth;
  /** what came of a sign-in of its own: nothing is proven by refusing a client that the hub does not know */
  readonly atHome: () => Promise<{ readonly seen: Answer }>;
}
type Stated = Pick<ClientSpoke["client"], "id" | "secret" | "auth_method"> & { readonly redirect: string };

const stated = ({ hub, peer }: ClientSubject): Stated | undefined => {
  if (hub.test_client !== undefined) return { ...hub.test_client, redirect: hub.test_client.redirect_uri };
  return peer && { ...peer.client, redirect: peer.callback };
};

/** A client at the hub that is not the spoke's: the harness's own, else the peer's. Undefined when there is none. */
export const secondClient = (
  doors: Doors,
  subject: ClientSubject,
  user: TestUser,
): SecondClient | undefined => {
  const client = stated(subject);
  if (client === undefined) return undefined;
  const auth: ClientAuth = { how: client.auth_method, secret: doors.secret(client.secret) };
  const atHome = async () => {
    // a browser of its own: a first consent may renew the session, and take it from others who are on their way
    const browser = loginDriver(doors, subject.hub);
    const [{ endpoint: authorize }, { endpoint }] = await Promise.all([
      sessionOf(doors, subject),
      grantOf(doors, subject),
    ]);
    const change = { client_id: client.id, redirect_uri: client.redirect };
    const request = authorizationRequest(doors, subject, change, authorize);
    const { landed, walk } = await authorizeWith(browser, subject.hub, request, user);
    const code = landed?.searchParams.get("code");
    if (!code) return { seen: walk.hops?.at(-1) ?? {} };
    return askToken(doors, endpoint, client.id, auth, {
      grant_type: "authorization_code",
      code,
      redirect_uri: request.redirectUri,
      code_verifier: request.verifier,
    });
  };
  return { id: client.id, auth, atHome };
};
