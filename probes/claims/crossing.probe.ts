import { type Doors, NotGiven } from "../../core/doors.ts";
import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { hubPlaces } from "../adapters/hub-places.ts";
import { sessionOf } from "../oauth/session.ts";
import { entitledUser } from "./entitled.ts";
import { type Crossed, isolated } from "./isolation.ts";
import { allTried, askHub, type Try } from "./isolation-try.ts";
import { nativeBackendOf } from "./native-backend.ts";
import { orObstacle } from "./obstacle.ts";
import { personOf } from "./person.ts";

const serviceKey = async (subject: ClientSubject, doors: Doors): Promise<Crossed> => {
  const { spoke, hub } = subject;
  if (spoke.backend.service_key === undefined) {
    throw new NotGiven(`no admin key for ${spoke.id}`, "set backend.service_key in spokes.yaml");
  }
  const key = doors.secret(spoke.backend.service_key);
  const control = await nativeBackendOf(subject, doors).listUsers(key);
  const attempts = await allTried([
    ["at the hub's userinfo", "GET", askHub(doors, subject, key)],
    ...hubPlaces(hub, doors).forAdmins.map(({ name, sent, ask }): Try => [name, sent, ask(key)]),
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
    const look = async (name: "claims.isolation" | "claims.service_key", work: () => Promise<Crossed>) => {
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
