import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { askToken, declaredAuth, grantOf } from "../oauth/exchange.ts";
import { sessionOf } from "../oauth/session.ts";
import { entitledUser } from "./entitled.ts";
import { nativeBackendOf } from "./native-backend.ts";
import { orObstacle } from "./obstacle.ts";
import { type Person, personOf } from "./person.ts";
import { secondClient } from "./second-client.ts";

type Seen = Evidence["claims.isolation"];
type Tried = { readonly name: string; readonly sent: string; readonly answer: Answer };

const all = (tries: readonly (readonly [string, string, Promise<{ seen: Answer }>])[]): Promise<Tried[]> =>
  Promise.all(tries.map(async ([name, sent, asked]) => ({ name, sent, answer: (await asked).seen })));

const askHub = (doors: Doors, { hub }: ClientSubject, token: string) =>
  doors.http.send(hub.endpoints.userinfo, { headers: { authorization: `Bearer ${token}` } });

const isolated = async (subject: ClientSubject, doors: Doors, person: Person): Promise<Seen> => {
  const { spoke, peer } = subject;
  const client = secondClient(doors, subject, person.user, person.browser);
  if (client === undefined || peer === undefined) {
    throw new NotGiven(
      `${spoke.id} has no other spoke to be held apart from`,
      "declare its `peer` in spokes.yaml",
    );
  }
  const peerSubject: ClientSubject = { ...subject, id: peer.id, name: peer.name, spoke: peer };
  const [backend, other] = [nativeBackendOf(subject, doors), nativeBackendOf(peerSubject, doors)];
  const [held, native, { endpoint }] = [
    await person.atHub(),
    await person.atSpoke(),
    await grantOf(doors, subject),
  ];
  const theirs = await other.signIn(person.browser, person.user);
  const code = await person.code();
  const probe = spoke.rls.probe;
  const rows = (token: string) =>
    probe === undefined ? [] : ([["data API", backend.call(probe, token)]] as const);
  const controls = await all([
    ["the other client's own sign-in", "token endpoint", client.atHome()],
    ["hub's access token at the hub", "userinfo", askHub(doors, subject, held.access)],
    ["session token at its own spoke", "GET /user", backend.whoAmI(native.access)],
    ...rows(native.access).map(([, asked]) => ["session token at its own data API", "rpc", asked] as const),
    ...(theirs.access === undefined
      ? []
      : [
          [
            "the other spoke's session token at the other spoke",
            "GET /user",
            other.whoAmI(theirs.access),
          ] as const,
        ]),
  ]);
  const ours = declaredAuth(doors, subject);
  const attempts = await all([
    ["hub's access token at the spoke", "GET /user", backend.whoAmI(held.access)],
    ...rows(held.access).map(([, asked]) => ["hub's access token at the data API", "rpc", asked] as const),
    ["session token at the hub", "userinfo", askHub(doors, subject, native.access)],
    ["session token at the other spoke", "GET /user", other.whoAmI(native.access)],
    ...(theirs.access === undefined
      ? []
      : [
          ["the other spoke's session token here", "GET /user", backend.whoAmI(theirs.access)] as const,
          ...rows(theirs.access).map(
            ([, asked]) => ["the other spoke's session token at the data API", "rpc", asked] as const,
          ),
        ]),
    ...(held.refresh === undefined
      ? []
      : [["hub's refresh token at the spoke", "token endpoint", refreshed(backend, held.refresh)] as const]),
    ...(native.refresh === undefined
      ? []
      : [
          [
            "session's refresh token at the other spoke",
            "token endpoint",
            refreshed(other, native.refresh),
          ] as const,
          [
            "session's refresh token at the hub",
            "token endpoint",
            askToken(doors, endpoint, spoke.client.id, ours, {
              grant_type: "refresh_token",
              refresh_token: native.refresh,
            }),
          ] as const,
        ]),
    [
      "code redeemed by another client",
      "token endpoint",
      askToken(doors, endpoint, client.id, client.auth, {
        grant_type: "authorization_code",
        code: code.code,
        redirect_uri: code.request.redirectUri,
        code_verifier: code.request.verifier,
      }),
    ],
  ]);
  return { controls, attempts };
};

const refreshed = async (
  backend: ReturnType<typeof nativeBackendOf>,
  token: string,
): Promise<{ seen: Answer }> => {
  const { exchange } = await backend.refresh(token);
  return { seen: exchange?.seen ?? {} };
};

const serviceKey = async (subject: ClientSubject, doors: Doors): Promise<Seen> => {
  const { spoke, hub } = subject;
  if (spoke.backend.service_key === undefined) {
    throw new NotGiven(`no admin key for ${spoke.id}`, "set backend.service_key in spokes.yaml");
  }
  const key = doors.secret(spoke.backend.service_key);
  const control = await nativeBackendOf(subject, doors).listUsers(key);
  const asked = (path: string) =>
    doors.http.send(`${hub.public_url}${path}`, { headers: { authorization: `Bearer ${key}`, apikey: key } });
  const attempts = await all([
    ["at the hub's userinfo", "GET", askHub(doors, subject, key)],
    ["at the hub's user", "GET /user", asked("/user")],
    ["at the hub's list of users", "GET /admin/users", asked("/admin/users")],
  ]);
  return { controls: [{ name: "the key at its own spoke", answer: control.seen }], attempts };
};

/** Credentials of one side shown to another: none may open anything. */
export default defineProbe({
  title: "tokens and keys on the other side of a border",
  kinds: ["client"],
  produces: ["claims.isolation", "claims.service_key"],
  access: ["test person", "second client", "admin key"],
  gather: async ({ subject, doors, saw, missed }) => {
    const look = async (name: "claims.isolation" | "claims.service_key", work: () => Promise<Seen>) => {
      try {
        saw(name, await orObstacle(work));
      } catch (error) {
        if (!(error instanceof NotGiven)) throw error;
        missed(name, error.message);
      }
    };
    const isolation = async () => {
      const { browser } = await sessionOf(doors, subject);
      return isolated(subject, doors, personOf(doors, subject, entitledUser(doors, subject), browser));
    };
    await Promise.all([
      look("claims.isolation", isolation),
      look("claims.service_key", () => serviceKey(subject, doors)),
    ]);
  },
});
