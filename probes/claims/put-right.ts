import type { TestUser } from "../../core/contract.ts";
import { type Doors, type Effect, NotGiven } from "../../core/doors.ts";
import type { ClientSubject, Subject } from "../../core/subject.ts";
import { done } from "../drivers/hub-call.ts";
import { switchOrg } from "../drivers/org-switch.ts";
import { signOutAtHub } from "../drivers/sessions.ts";
import { isRecord } from "./hub-answers.ts";
import { nativeBackendOf } from "./native-backend.ts";
import { Obstructed } from "./obstacle.ts";
import { operatorOf, wordsFor } from "./operator.ts";
import { type Person, personOf } from "./person.ts";

/** What a run that died had left, and whether it is as it was again. */
export interface PutRight extends Effect {
  readonly run: string;
  readonly done: boolean;
}
type Repair = (effect: Effect, subject: ClientSubject, doors: Doors) => Promise<boolean>;

const userOf = ({ contract }: ClientSubject, id: string): TestUser => {
  const user = contract.users.find((one) => one.id === id);
  if (!user) throw new NotGiven(`the contract has no person ${id} any more`, "undo it by hand");
  return user;
};
const signedIn = async (subject: ClientSubject, doors: Doors, id: string) => {
  const person = personOf(doors, subject, userOf(subject, id));
  const held = await person.atHub();
  const sub = (await person.readHub(held)).idToken.token?.claims?.sub;
  return { person, held, words: (org: string) => wordsFor(subject, person.user, sub, org) };
};

const switchHome = async (
  { hub }: ClientSubject,
  doors: Doors,
  { person, held, words }: Awaited<ReturnType<typeof signedIn>>,
): Promise<boolean> => {
  const { user } = person;
  if (hub.org_switch === undefined) return true;
  const switching = { doors, hub, user, words: words(user.active_org), access: held.access };
  return (await switchOrg(hub.org_switch, switching)).done;
};

const endSessions = async (
  subject: ClientSubject,
  doors: Doors,
  person: Person,
  at: string,
): Promise<boolean> => {
  const answered = (status: number | undefined) => status !== undefined && status < 500;
  if (at === "hub") {
    const { access } = await person.atHub();
    const status = await signOutAtHub(doors, subject.hub, access);
    const { hub } = subject;
    const leaving = { method: "POST", headers: { origin: hub.account_home } };
    return (
      answered(status) && answered((await person.browser.sendAcross(hub.endpoints.logout, leaving)).status)
    );
  }
  const { access } = await person.atSpoke();
  return answered((await nativeBackendOf(subject, doors).signOutEverywhere(access)).status);
};

const REPAIRS: Readonly<Record<string, Repair>> = {
  organisation: async ({ name }, subject, doors) =>
    switchHome(subject, doors, await signedIn(subject, doors, name)),
  membership: async ({ name, was }, subject, doors) => {
    const here = await signedIn(subject, doors, name);
    const answer = await operatorOf(
      doors,
      subject,
      "restore_member",
    )("restore_member", here.words(String(was)));
    return done(answer) && switchHome(subject, doors, here);
  },
  grant: async ({ name, was }, subject, doors) => {
    const words = { org: name, app: String(was), user: "", sub: "", email: "" };
    return done(await operatorOf(doors, subject, "restore_grant")("restore_grant", words));
  },
  metadata: async ({ name, was }, subject, doors) => {
    const { access } = await personOf(doors, subject, userOf(subject, name)).atSpoke();
    const data = isRecord(was) ? was : {};
    return (await nativeBackendOf(subject, doors).ownData.write(access, data)).status === 200;
  },
  sessions: async ({ name, spoke }, subject, doors) =>
    endSessions(subject, doors, personOf(doors, subject, userOf(subject, name)), spoke),
};

/** Without the grant nobody can sign in, which the others need; a session last of all. */
const order = ({ what }: Effect): number => (what === "grant" ? 0 : what === "sessions" ? 2 : 1);

/**
 * Puts right what runs that died on this machine have left at the target, before anybody looks. What cannot be is told
 * and kept for the next run.
 */
export const putRight = async (subjects: readonly Subject[], doors: Doors): Promise<PutRight[]> => {
  const client = subjects.find((one) => one.kind === "client");
  if (!client) return [];
  const { peer } = client;
  // where sessions of ours may stand beside the spoke's own
  const beside = peer && { ...client, id: peer.id, name: peer.name, spoke: peer };
  const left = [client.id, "hub", ...(peer ? [peer.id] : [])]
    .flatMap((id) => doors.effects?.left(id) ?? [])
    .filter(({ what }) => Object.hasOwn(REPAIRS, what))
    .sort((a, b) => order(a) - order(b));
  const right: PutRight[] = [];
  for (const { done, ...effect } of left) {
    doors.say(`run ${effect.run} died: putting back the ${effect.what} of ${effect.name}`);
    const at = beside && effect.spoke === beside.id ? beside : client;
    const mended = await (REPAIRS[effect.what] as Repair)(effect, at, doors).catch((error: unknown) => {
      if (!(error instanceof NotGiven) && !(error instanceof Obstructed)) throw error;
      doors.say(`that could not be done: ${error.message}`);
      return false;
    });
    if (mended) done();
    const { run, spoke, what, name } = effect;
    right.push({ run, spoke, what, name, done: mended });
  }
  return right;
};
