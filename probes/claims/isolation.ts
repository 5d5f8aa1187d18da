import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { loginDriver } from "../drivers/login.ts";
import { askToken, declaredAuth, grantOf } from "../oauth/exchange.ts";
import { type Native, type NativeBackend, nativeBackendOf } from "./native-backend.ts";
import type { Live, Person } from "./person.ts";
import { secondClient } from "./second-client.ts";

export type Crossed = Evidence["claims.isolation"];
type Tried = { readonly name: string; readonly sent: string; readonly answer: Answer };
/** what it is, where it is shown, and the answer */
export type Try = readonly [name: string, sent: string, asked: Promise<{ seen: Answer }>];

export const allTried = (tries: readonly Try[]): Promise<Tried[]> =>
  Promise.all(tries.map(async ([name, sent, asked]) => ({ name, sent, answer: (await asked).seen })));

export const askHub = (doors: Doors, { hub }: ClientSubject, token: string) =>
  doors.http.send(hub.endpoints.userinfo, { headers: { authorization: `Bearer ${token}` } });

const refreshed = async (backend: NativeBackend, token: string): Promise<{ seen: Answer }> => {
  const { exchange } = await backend.refresh(token);
  return { seen: exchange?.seen ?? {} };
};

interface Tries {
  readonly controls: readonly Try[];
  readonly attempts: readonly Try[];
}
interface Here {
  readonly subject: ClientSubject;
  readonly doors: Doors;
  readonly person: Person;
  readonly native: Live<Native>;
}

/** What only another spoke can show: its session here, and ours there. */
const withPeer = async ({ subject, doors, person, native }: Here): Promise<Tries> => {
  const { peer, spoke } = subject;
  if (peer === undefined) return { controls: [], attempts: [] };
  const backend = nativeBackendOf(subject, doors);
  const other = nativeBackendOf({ ...subject, id: peer.id, name: peer.name, spoke: peer }, doors);
  // in a browser of its own: a first consent may renew the session of everybody else who uses the shared one
  const { access: theirs } = await other.signIn(loginDriver(doors, subject.hub), person.user);
  const { probe } = spoke.rls;
  const attempts: Try[] = [
    ["session token at the other spoke", other.askedWho, other.whoAmI(native.access)],
    ...(native.refresh === undefined
      ? []
      : [
          [
            "session's refresh token at the other spoke",
            "token endpoint",
            refreshed(other, native.refresh),
          ] satisfies Try,
        ]),
  ];
  if (theirs === undefined) return { controls: [], attempts };
  const controls: Try[] = [
    ["the other spoke's session token at the other spoke", other.askedWho, other.whoAmI(theirs)],
  ];
  attempts.push(["the other spoke's session token here", backend.askedWho, backend.whoAmI(theirs)]);
  if (probe !== undefined)
    attempts.push(["the other spoke's session token at the data API", "rpc", backend.call(probe, theirs)]);
  return { controls, attempts };
};

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
  const theirs = await withPeer({ subject, doors, person, native });
  const code = await person.code();
  const { probe } = spoke.rls;
  const rpc = (name: string, token: string): Try[] =>
    probe === undefined ? [] : [[name, "rpc", backend.call(probe, token)]];
  const controls = await allTried([
    ["the other client's own sign-in", "token endpoint", client.atHome()],
    ["hub's access token at the hub", "userinfo", askHub(doors, subject, held.access)],
    ["session token at its own spoke", backend.askedWho, backend.whoAmI(native.access)],
    ...rpc("session token at its own data API", native.access),
    ...theirs.controls,
  ]);
  const attempts: Try[] = [
    ["hub's access token at the spoke", backend.askedWho, backend.whoAmI(held.access)],
    ...rpc("hub's access token at the data API", held.access),
    ["session token at the hub", "userinfo", askHub(doors, subject, native.access)],
    ...theirs.attempts,
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
  const redeemed = askToken(doors, endpoint, client.id, client.auth, {
    grant_type: "authorization_code",
    code: code.code,
    redirect_uri: code.request.redirectUri,
    code_verifier: code.request.verifier,
  });
  attempts.push(["code redeemed by another client", "token endpoint", redeemed]);
  return { controls, attempts: await allTried(attempts) };
};
