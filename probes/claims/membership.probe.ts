import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { personsOf } from "../../core/persons.ts";
import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { done } from "../drivers/hub-call.ts";
import { switchOrg } from "../drivers/org-switch.ts";
import { nativeBackendOf } from "./native-backend.ts";
import { orObstacle } from "./obstacle.ts";
import { changing, mayChange, operatorOf, wordsFor } from "./operator.ts";
import { type Person, personOf, switchingUser } from "./person.ts";
import { renewalOf } from "./renewal.ts";

const removed = async (
  subject: ClientSubject,
  doors: Doors,
  person: Person,
): Promise<Evidence["claims.removal"]> => {
  const operate = operatorOf(doors, subject, "remove_member", "restore_member");
  const { user } = person;
  const { org_switch } = subject.hub;
  // out of the active one where it can be made active again afterwards
  const others = Object.keys(user.organisations).filter((one) => one !== user.active_org);
  const org = org_switch ? user.active_org : (others[0] ?? user.active_org);
  let held = await person.atHub();
  const sub = (await person.readHub(held)).idToken.token?.claims?.sub;
  const words = wordsFor(subject, user, sub, org);
  const restore = async (through: Doors) => {
    const answer = await operatorOf(through, subject, "restore_member")("restore_member", words);
    const home = wordsFor(subject, user, sub, user.active_org);
    return org_switch
      ? switchOrg(org_switch, { doors: through, hub: subject.hub, user, words: home, access: held.access })
      : { done: done(answer), seen: answer.seen };
  };
  await restore(doors); // what a run that died may have left
  held = await person.refreshAtHub(held);
  const [atHub, native] = await Promise.all([person.readHub(held), person.atSpoke()]);
  const atSpoke = await person.readSpoke(native);
  const about = { user: user.id, org, before: person.phase(atHub, atSpoke), rls_before: atSpoke.rls };
  const look = async (): Promise<Evidence["claims.removal"]> => {
    doors.say(`taking ${user.id} out of ${org}, and back in`);
    const answer = await operate("remove_member", words);
    const change = { answer: answer.seen };
    if (!done(answer)) return { ...about, unreached: `the removal was answered ${answer.status}`, change };
    held = await person.refreshAtHub(held);
    const [there, here] = await Promise.all([
      person.readHub(held),
      person.refreshAtSpoke(native).then(person.readSpoke),
    ]);
    return { ...about, change, after: person.phase(there, here), rls_after: here.rls };
  };
  const effect = { spoke: "hub", what: "membership", name: user.id, was: org };
  const { seen, restored } = await changing(doors, effect, restore, look);
  return { ...seen, change: { ...seen.change, restored } };
};

const ungranted = async (
  subject: ClientSubject,
  doors: Doors,
  person: Person,
): Promise<Evidence["claims.grant"]> => {
  const operate = operatorOf(doors, subject, "revoke_grant", "restore_grant");
  const { user } = person;
  const org = user.active_org;
  // a grant is the organisation's: whoever else acts for it would lose the app in the middle of what others look at
  const { watched, browsing } = personsOf(subject);
  const other = [watched, browsing].find((one) => one?.active_org === org && one.id !== user.id);
  if (other) {
    throw new NotGiven(
      `the grant of ${org} is not taken back: ${other.id}, whom others look at, acts for it too`,
      `a contract in which ${user.id} begins with another active_org than ${other.id}`,
    );
  }
  const held = await person.atHub();
  const sub = (await person.readHub(held)).idToken.token?.claims?.sub;
  const words = wordsFor(subject, user, sub, org);
  const restore = async (through: Doors) => {
    const answer = await operatorOf(through, subject, "restore_grant")("restore_grant", words);
    return { done: done(answer), seen: answer.seen };
  };
  await restore(doors); // what a run that died may have left
  const native = await person.atSpoke();
  const [atHub, atSpoke] = await Promise.all([person.readHub(held), person.readSpoke(native)]);
  const app = subject.spoke.key;
  const about = { user: user.id, org, app, before: person.phase(atHub, atSpoke), rls_before: atSpoke.rls };
  const look = async (): Promise<Evidence["claims.grant"]> => {
    doors.say(`taking the grant of ${org} for ${app} back, and giving it again`);
    const answer = await operate("revoke_grant", words);
    const change = { answer: answer.seen };
    if (!done(answer)) return { ...about, unreached: `the revocation was answered ${answer.status}`, change };
    if (native.refresh === undefined)
      throw new NotGiven("the spoke gave no refresh token", "one that it gives");
    const backend = nativeBackendOf(subject, doors);
    const now = await backend.refresh(native.refresh);
    const renewed = now.exchange && renewalOf(now.exchange, native.refresh, now.refresh);
    const here =
      now.access === undefined ? undefined : await person.readSpoke({ ...now, access: now.access });
    const anew = await backend.signIn(person.browser, user);
    const then =
      anew.access === undefined ? undefined : await person.readSpoke({ ...anew, access: anew.access });
    return {
      ...about,
      change,
      ...(renewed && { renewed }),
      ...(anew.walk && { walk: anew.walk }),
      ...(then && { sign_in: { user: user.id, surfaces: { ...then.surfaces }, ...then.about } }),
      ...(here && {
        after: { user: user.id, surfaces: { ...here.surfaces }, ...here.about },
        rls_after: here.rls,
      }),
    };
  };
  const effect = { spoke: "hub", what: "grant", name: org, was: app };
  const { seen, restored } = await changing(doors, effect, restore, look);
  return { ...seen, change: { ...seen.change, restored } };
};

/** What a person loses when an operator takes an organisation, or their organisation's grant, away. */
export default defineProbe({
  title: "claims after a removal from an organisation and after a revoked grant",
  kinds: ["client"],
  produces: ["claims.removal", "claims.grant"],
  access: ["test person", "operator"],
  touches: ["user.org"],
  gather: async ({ subject, doors, saw, missed }) => {
    mayChange(subject);
    const user = switchingUser(doors, subject);
    const look = async <T>(
      name: "claims.removal" | "claims.grant",
      work: () => Promise<T>,
      keep: (seen: T) => void,
    ) => {
      try {
        keep(await work());
      } catch (error) {
        if (!(error instanceof NotGiven)) throw error;
        missed(name, error.message);
      }
    };
    const person = personOf(doors, subject, user);
    await look(
      "claims.removal",
      () => orObstacle(() => removed(subject, doors, person)),
      (seen) => saw("claims.removal", seen),
    );
    await look(
      "claims.grant",
      () => orObstacle(() => ungranted(subject, doors, person)),
      (seen) => saw("claims.grant", seen),
    );
  },
});
