import { setTimeout as wait } from "node:timers/promises";
import { ACTIVE_ORG, type Contract, readClaim } from "../../core/contract.ts";
import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { switchOrg } from "../drivers/org-switch.ts";
import type { HubSeen } from "./hub-surfaces.ts";
import { orObstacle } from "./obstacle.ts";
import { changing, mayChange, wordsFor } from "./operator.ts";
import { type Person, personOf, switchingUser } from "./person.ts";
import type { SpokeSeen } from "./spoke-side.ts";

/** The active organisation as the first of these surfaces that carries it says. */
export const activeOrgOf = (contract: Contract, surfaces: Record<string, { claims?: unknown }>): unknown => {
  const rule = contract.claims.find(({ name }) => name === ACTIVE_ORG);
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

/** between two looks at whether a switch has arrived */
const PAUSE_MS = 1000;

/** After a refresh; where that does not bring it, after a new sign-in; looked for again until the time for it is over. */
const arrive = async <T extends HubSeen | SpokeSeen>(
  { contract, hub }: ClientSubject,
  doors: Doors,
  to: string,
  since: number,
  ways: readonly (readonly [string, () => Promise<T>])[],
): Promise<Arrived<T>> => {
  const elapsed = () => doors.now().getTime() - since;
  const patience = (hub.org_switch?.arrives_within_seconds ?? 0) * 1000;
  for (;;) {
    let last: T | undefined;
    for (const [by, look] of ways) {
      last = await look();
      const now = activeOrgOf(contract, last.surfaces);
      if (now === to) return { seen: last, by, ms: elapsed() };
      // a claim that is not there does not come by waiting: its absence is judged by others
      if (now === undefined) return { seen: last };
    }
    if (elapsed() >= patience) return { seen: last as T, by: "never", ms: elapsed() };
    await wait(Math.min(PAUSE_MS, patience - elapsed()));
  }
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
  const how = hub.org_switch;
  let held = await person.atHub();
  let atHub = await person.readHub(held);
  const set = (org: string, through = doors) => {
    const words = wordsFor(subject, user, atHub.idToken.token?.claims?.sub, org);
    return switchOrg(how, { doors: through, hub, user, words, access: held.access });
  };
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
    tables_before: [...atSpoke.tables],
  };
  doors.say(`switching ${user.id} to ${to}, and back`);
  const effect = { spoke: "hub", what: "organisation", name: user.id };
  const look = async (): Promise<Evidence["claims.switch"]> => {
    const answer = await set(to);
    if (!answer.done) {
      const { status, error } = answer.seen;
      const unreached = `the switch to ${to} was answered ${status ?? error?.message ?? error?.code}`;
      return { ...about, unreached, change: { answer: answer.seen } };
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
    return {
      ...person.phase(there.seen, here.seen),
      ...about,
      change: { answer: answer.seen },
      arrived: { hub: how(there), spoke: how(here) },
      rls: here.seen.rls,
      tables: [...here.seen.tables],
    };
  };
  const { seen, restored } = await changing(doors, effect, (through) => set(home, through), look);
  return { ...seen, change: { ...seen.change, restored } };
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
