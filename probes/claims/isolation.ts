import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { askToken, declaredAuth, exchangeOf, grantOf } from "../oauth/exchange.ts";
import { withPeer, withTheirClient } from "./isolation-theirs.ts";
import { allTried, askHub, refreshed, type Try } from "./isolation-try.ts";
import { nativeBackendOf } from "./native-backend.ts";
import type { Person } from "./person.ts";
import { secondClient } from "./second-client.ts";

export type Crossed = Evidence["claims.isolation"];

/**
 * Everything that one client or spoke was given, shown where it was not given for. Another spoke is the better
 * stranger; without one, the harness's own second client at the hub is stranger enough.
 */
export const isolated = async (subject: ClientSubject, doors: Doors, person: Person): Promise<Crossed> => {
  const { spoke } = subject;
  const client = secondClient(doors, subject, person.user);
  if (client === undefined) {
    throw new NotGiven(
      `${spoke.id} has nobody to be held apart from`,
      "declare its `peer`, or hub.test_client, in spokes.yaml",
    );
  }
  const backend = nativeBackendOf(subject, doors);
  const held = await person.atHub();
  const native = await person.atSpoke();
  const { endpoint } = await grantOf(doors, subject);
  const here = { subject, doors, person, native };
  const [peers, clients, code] = await Promise.all([
    withPeer(here),
    withTheirClient(here, client),
    person.code(),
  ]);
  const { probe } = spoke.rls;
  const rpc = (name: string, token: string): Try[] =>
    probe === undefined ? [] : [[name, "rpc", backend.call(probe, token)]];
  const controls = await allTried([
    ["hub's access token at the hub", "userinfo", askHub(doors, subject, held.access)],
    ["session token at its own spoke", backend.askedWho, backend.whoAmI(native.access)],
    ...rpc("session token at its own data API", native.access),
    ...clients.controls,
    ...peers.controls,
  ]);
  const attempts: Try[] = [
    ["hub's access token at the spoke", backend.askedWho, backend.whoAmI(held.access)],
    ...rpc("hub's access token at the data API", held.access),
    ["session token at the hub", "userinfo", askHub(doors, subject, native.access)],
    ...clients.attempts,
    ...peers.attempts,
  ];
  if (held.refresh !== undefined)
    attempts.push(["hub's refresh token at the spoke", "token endpoint", refreshed(backend, held.refresh)]);
  if (native.refresh !== undefined) {
    const asked = askToken(doors, endpoint, spoke.client.id, declaredAuth(doors, subject), {
      grant_type: "refresh_token",
      refresh_token: native.refresh,
    });
    attempts.push(["session's refresh token at the hub", "token endpoint", asked]);
  }
  const redeemed = askToken(doors, endpoint, client.id, client.auth, exchangeOf(code));
  attempts.push(["code redeemed by another client", "token endpoint", redeemed]);
  const tried = await allTried(attempts);
  const later = await peers.afterwards?.();
  return { controls, attempts: tried, ...(later && { peer_refresh: later }) };
};
