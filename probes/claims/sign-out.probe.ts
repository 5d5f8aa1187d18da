import type { Doors } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { hubPlaces } from "../adapters/hub-places.ts";
import { authorizationRequest } from "../oauth/request.ts";
import { authorizeWith, sessionOf } from "../oauth/session.ts";
import { nativeBackendOf } from "./native-backend.ts";
import { orObstacle } from "./obstacle.ts";
import { mayChange } from "./operator.ts";
import { type Person, personOf, switchingUser } from "./person.ts";

interface Both {
  readonly bearer: Evidence["claims.id_bearer"];
  readonly client: Evidence["claims.client_token"];
}

const looked = async (subject: ClientSubject, doors: Doors, person: Person): Promise<Both> => {
  const { hub, spoke } = subject;
  const backend = nativeBackendOf(subject, doors);
  const held = await person.atHub();
  const native = await person.atSpoke();
  const asHub = async (token: string) =>
    (await doors.http.send(hub.endpoints.userinfo, { headers: { authorization: `Bearer ${token}` } })).seen;
  const { writeRecord } = hubPlaces(hub, doors);
  const bearers = async (when: string) => {
    const { id } = held;
    if (id === undefined) return [];
    const probe = spoke.rls.probe;
    const [there, here, rows] = await Promise.all([
      asHub(id),
      backend.whoAmI(id),
      probe === undefined ? undefined : backend.call(probe, id),
    ]);
    return [
      { name: `at the hub's userinfo, ${when}`, answer: there },
      { name: `at the spoke, ${when}`, answer: here.seen },
      ...(rows ? [{ name: `at the data API, ${when}`, answer: rows.seen }] : []),
    ];
  };
  const [info, me] = await Promise.all([asHub(held.access), backend.whoAmI(native.access)]);
  const controls = [
    { name: "access token at the hub's userinfo", answer: info },
    { name: "session token at the spoke", answer: me.seen },
  ];
  const standing = await bearers("signed in");
  const { seen: written } = await writeRecord.write(held.access, "written by a client");
  if (written.status === 200) await writeRecord.write(held.access, undefined);
  doors.say(`signing ${person.user.id} out at ${hub.publicHost}`);
  const left = await doors.http.send(hub.endpoints.logout, {
    method: "POST",
    headers: { authorization: `Bearer ${held.access}` },
  });
  const gone = await bearers("after global logout");
  // without credentials: only a session that still stands brings a code
  const { endpoint } = await sessionOf(doors, subject);
  const { landed, walk } = await authorizeWith(
    person.browser,
    hub,
    authorizationRequest(doors, subject, {}, endpoint),
  );
  const sessionAfter: { name: string; answer: Answer; walk: typeof walk; sent: string } = {
    name: "ending the person's own session",
    sent: "POST logout with the client's access token",
    answer: left.seen,
    walk: { ...walk, ...(landed?.searchParams.has("code") && { ended: "arrived with a code" }) },
  };
  return {
    bearer: { controls, attempts: [...standing, ...gone], logout: left.seen },
    client: {
      controls: controls.slice(0, 1),
      attempts: [
        {
          name: "writing the person's record",
          sent: writeRecord.sent,
          answer: written,
        },
        sessionAfter,
      ],
    },
  };
};

/** What a client's tokens are good for beyond their purpose, up to the person's global logout and after it. */
export default defineProbe({
  title: "a client's tokens beyond their purpose, and after global logout",
  kinds: ["client"],
  produces: ["claims.id_bearer", "claims.client_token"],
  access: ["test person", "client secret", "changes"],
  touches: ["user.org", "user.sessions"],
  gather: async ({ subject, doors, saw }) => {
    mayChange(subject);
    const person = personOf(doors, subject, switchingUser(doors, subject));
    const seen = await orObstacle(() => looked(subject, doors, person));
    saw("claims.id_bearer", "bearer" in seen ? seen.bearer : seen);
    saw("claims.client_token", "client" in seen ? seen.client : seen);
  },
});
