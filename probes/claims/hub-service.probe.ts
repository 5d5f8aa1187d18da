import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { hubPlaces } from "../adapters/hub-places.ts";
import { allTried, type Try } from "./isolation-try.ts";
import { nativeBackendOf, nativeSession } from "./native-backend.ts";
import { Obstructed, orUngiven } from "./obstacle.ts";
import { mayChange } from "./operator.ts";
import { endOf } from "./spoke-side.ts";

const shown = async (subject: ClientSubject, doors: Doors): Promise<Evidence["claims.hub_service"]> => {
  const { hub, spoke } = subject;
  if (hub.service === undefined) {
    throw new NotGiven("no service token of the hub is declared", "declare hub.service, or attest the row");
  }
  const token = doors.secret(hub.service.token);
  const backend = nativeBackendOf(subject, doors);
  const native = await nativeSession(doors, subject);
  if (native.access === undefined) throw new Obstructed(endOf(native), "claims/present-after-login");
  const { probe } = spoke.rls;
  const rpc = (name: string, bearer: string): Try[] =>
    probe === undefined ? [] : [[name, "rpc", backend.call(probe, bearer)]];
  const [controls, attempts] = await Promise.all([
    allTried([
      [
        "the token at the hub",
        `GET ${hub.service.works_at}`,
        hubPlaces(hub, doors).asAdmin(hub.service.works_at, token),
      ],
      ["session token at the spoke", backend.askedWho, backend.whoAmI(native.access)],
      ...rpc("session token at the data API", native.access),
    ]),
    allTried([
      ["at the spoke", backend.askedWho, backend.whoAmI(token)],
      ["at the spoke's list of users", "list of users", backend.listUsers(token)],
      ...rpc("at the data API", token),
    ]),
  ]);
  return { controls, attempts };
};

/** The other half of a border: what opens everything at the hub must be nobody at the spoke. */
export default defineProbe({
  title: "a service token of the hub at the spoke",
  kinds: ["client"],
  produces: ["claims.hub_service"],
  access: ["test person", "hub service"],
  gather: async ({ subject, doors, saw }) => {
    const seen = await orUngiven(() => {
      mayChange(subject);
      return shown(subject, doors);
    });
    saw("claims.hub_service", seen);
  },
});
