import { type Contract, readClaim } from "../../core/contract.ts";
import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { callHub, done } from "../drivers/hub-call.ts";
import type { HubSeen } from "./hub-surfaces.ts";
import { orObstacle } from "./obstacle.ts";
import { mayChange, putBack, wordsFor } from "./operator.ts";
import { type Person, personOf, switchingUser } from "./person.ts";
import type { SpokeSeen } from "./spoke-side.ts";

/** The active organisation as the first of these surfaces that carries it says. */
export const activeOrgOf = (contract: Contract, surfaces: Record<string, { claims?: unknown }>): unknown => {
  const rule = contract.claims.find(({ name }) => name === "active_org");
  for (const [surface, { claims }] of Object.entries(surfaces)) {
    const read = rule && readClaim(rule.surfaces[surface as keyof typeof rule.surfaces], claims);
    if (read?.found) return read.value;
  }
  return undefined;
};

interface Arrived<T> {
  readonly seen: T;
  readonly by?: string;
  readonly ms?: number;
}

/** After a refresh; where that does not bring it, after a new sign-in; else never. */
const arrive = async <T extends HubSeen | SpokeSeen>(
  { contract }: ClientSubject,
  doors: Doors,
  to: string,
  since: number,
  ways: readonly (readonly [string, () => Promise<T>])[],
): Promise<Arrived<T>> => {
  let last: T | undefined;
  for (const [by, look] of ways) {
    last = await look();
    const now = activeOrgOf(contract, last.surfaces);
    if (now === to) return { seen: last, by, ms: doors.now().getTime() - since };
    // a claim that is not there does not come by waiting: its absence is judged by others
    if (now === undefined) return { seen: last };
  }
  return { seen: last as T, by: "never" };
};

const switched = async (
  subject: ClientSubject,
  doors: Doors,
  person: Person,
): Promise<Evidence["claims.switch"]> => {
  const { contract, hub } = subject;
  const { user } = person;
  const home = user.active_org;
  const to = Object.keys(user.organisations).find((org) => org !== home);
  if (hub.org_switch === undefined || to === undefined) {
    throw new NotGiven(
      to === undefined
        ? `${user.id} has one organisation`
        : "how an organisation is switched is not declared",
      to === undefined ? "declare a second one in the contract" : "declare hub.org_switch in spokes.yaml",
    );
  }
  const call = hub.org_switch;
  let held = await person.atHub();
  let atHub = await person.readHub(held);
  const set = (org: string) =>
    callHub(doors, call, held.access, wordsFor(subject, user, atHub.idToken.token?.claims?.sub, org));
  const found = activeOrgOf(contract, atHub.surfaces);
  if (found !== home && typeof found === "string" && Object.hasOwn(user.organisations, found)) {
    // left so by a run that died
    await set(home);
    held = await person.refreshAtHub(held);
    atHub = await person.readHub(held);
  }
  let native = await person.atSpoke();
  const atSpoke = await person.readSpoke(native);
  const about = {
    user: user.id,
    from: home,
    to,
    before: person.phase(atHub, atSpoke),
    rls_before: atSpoke.rls,
  };
  doors.say(`switching ${user.id} to ${to}, and back`);
  let result: Evidence["claims.switch"] | undefined;
  try {
    const answer = await set(to);
    if (!done(answer)) {
      const unreached = `the switch to ${to} was answered ${answer.status ?? answer.seen.error?.code}`;
      result = { ...about, unreached, change: { answer: answer.seen } };
      return result;
    }
    const since = doors.now().getTime();
    const goOn = async (next: Promise<typeof held>) => {
      held = await next;
      return person.readHub(held);
    };
    const goOnHere = async (next: Promise<typeof native>) => {
      native = await next;
      return person.readSpoke(native);
    };
    const [there, here] = await Promise.all([
      arrive(subject, doors, to, since, [
        ["refresh", () => goOn(person.refreshAtHub(held))],
        ["sign-in", () => goOn(person.atHub())],
      ]),
      arrive(subject, doors, to, since, [
        ["refresh", () => goOnHere(person.refreshAtSpoke(native))],
        ["sign-in", () => goOnHere(person.atSpoke())],
      ]),
    ]);
    const how = ({ by, ms }: Arrived<unknown>) => ({ ...(by && { by }), ...(ms !== undefined && { ms }) });
    result = {
      ...person.phase(there.seen, here.seen),
      ...about,
      change: { answer: answer.seen },
      arrived: { hub: how(there), spoke: how(here) },
      rls: here.seen.rls,
    };
    return result;
  } finally {
    const restored = await putBack(doors, `the organisation of ${user.id}`, () => set(home));
    if (result?.change) result.change.restored = restored.seen;
  }
};

/** A person with two organisations, who switches and is switched back, whatever happens in between. */
export default defineProbe({
  title: "claims after a switch of organisation",
  kinds: ["client"],
  produces: ["claims.switch"],
  access: ["test person", "operator"],
  touches: ["user.org"],
  gather: async ({ subject, doors, saw }) => {
    mayChange(subject);
    const person = personOf(doors, subject, switchingUser(doors, subject));
    saw("claims.switch", await orObstacle(() => switched(subject, doors, person)));
  },
});
