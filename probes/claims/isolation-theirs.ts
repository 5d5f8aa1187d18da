import type { Doors } from "../../core/doors.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { loginDriver } from "../drivers/login.ts";
import { askToken, declaredAuth, exchangeOf, grantOf } from "../oauth/exchange.ts";
import { askHub, refreshed, type Try } from "./isolation-try.ts";
import { type Native, nativeBackendOf } from "./native-backend.ts";
import type { Live, Person } from "./person.ts";
import type { SecondClient } from "./second-client.ts";

interface Tries {
  readonly controls: readonly Try[];
  readonly attempts: readonly Try[];
  /** the refresh token that the attempts show, used where it belongs: asked when they are answered */
  readonly afterwards?: () => Promise<Answer>;
}
interface Here {
  readonly subject: ClientSubject;
  readonly doors: Doors;
  readonly person: Person;
  readonly native: Live<Native>;
}

/** What only another spoke can show: its session here and at the hub, and ours there. */
export const withPeer = async ({ subject, doors, person, native }: Here): Promise<Tries> => {
  const { peer, spoke } = subject;
  if (peer === undefined) return { controls: [], attempts: [] };
  const backend = nativeBackendOf(subject, doors);
  const other = nativeBackendOf({ ...subject, id: peer.id, name: peer.name, spoke: peer }, doors);
  // in a browser of its own: a first consent may renew the session of everybody else who uses the shared one
  const { access, refresh } = await other.signIn(loginDriver(doors, subject.hub), person.user);
  const { probe } = spoke.rls;
  const attempts: Try[] = [["session token at the other spoke", other.askedWho, other.whoAmI(native.access)]];
  if (native.refresh !== undefined) {
    const asked = refreshed(other, native.refresh);
    attempts.push(["session's refresh token at the other spoke", "token endpoint", asked]);
  }
  // without a session there the check says what was not tried
  if (access === undefined) return { controls: [], attempts };
  attempts.push(
    ["the other spoke's session token here", backend.askedWho, backend.whoAmI(access)],
    ["the other spoke's session token at the hub", "userinfo", askHub(doors, subject, access)],
  );
  if (probe !== undefined)
    attempts.push(["the other spoke's session token at the data API", "rpc", backend.call(probe, access)]);
  if (refresh !== undefined) {
    attempts.push(
      ["the other spoke's refresh token here", "token endpoint", refreshed(backend, refresh)],
      [
        "the other spoke's refresh token at the hub, by this client",
        "token endpoint",
        asOurs(subject, doors, { grant_type: "refresh_token", refresh_token: refresh }),
      ],
    );
  }
  return {
    controls: [["the other spoke's session token at the other spoke", other.askedWho, other.whoAmI(access)]],
    attempts,
    ...(refresh !== undefined && { afterwards: async () => (await refreshed(other, refresh)).seen }),
  };
};

/** One request of this spoke's own client at the hub's token endpoint. */
const asOurs = async (subject: ClientSubject, doors: Doors, params: Readonly<Record<string, string>>) => {
  const { endpoint } = await grantOf(doors, subject);
  return askToken(doors, endpoint, subject.spoke.client.id, declaredAuth(doors, subject), params);
};

/** What the hub gave another client, presented by this one, and at this spoke. */
export const withTheirClient = async (
  { subject, doors }: Omit<Here, "native" | "person">,
  client: SecondClient,
): Promise<Tries> => {
  const { probe } = subject.spoke.rls;
  const backend = nativeBackendOf(subject, doors);
  const first = await client.atHome();
  const { access, refresh } = first.tokens;
  const signedIn: Try = ["the other client's own sign-in", "token endpoint", Promise.resolve(first)];
  if (access === undefined) return { controls: [signedIn], attempts: [] };
  // a family of its own for the misuse: some hubs end it there and then
  const second = await client.atHome();
  const { code } = await client.code();
  const { endpoint } = await grantOf(doors, subject);
  const controls: Try[] = [
    signedIn,
    ["the other client's access token at the hub", "userinfo", askHub(doors, subject, access)],
  ];
  if (refresh !== undefined) {
    const params = { grant_type: "refresh_token", refresh_token: refresh };
    const asked = askToken(doors, endpoint, client.id, client.auth, params);
    controls.push(["the other client's refresh token in its own hands", "token endpoint", asked]);
  }
  const attempts: Try[] = [
    ["the other client's access token at the spoke", backend.askedWho, backend.whoAmI(access)],
  ];
  if (probe !== undefined)
    attempts.push(["the other client's access token at the data API", "rpc", backend.call(probe, access)]);
  if (second.tokens.refresh !== undefined) {
    const params = { grant_type: "refresh_token", refresh_token: second.tokens.refresh };
    const asked = asOurs(subject, doors, params);
    attempts.push(["the other client's refresh token, used by this client", "token endpoint", asked]);
  }
  if (code !== undefined) {
    const asked = asOurs(subject, doors, exchangeOf(code));
    attempts.push(["the other client's code, redeemed by this client", "token endpoint", asked]);
  }
  return { controls, attempts };
};
