import { type ClaimRule, dig, type TestUser } from "../../core/contract.ts";
import type { Doors } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { isRecord } from "./hub-answers.ts";
import { nativeBackendOf } from "./native-backend.ts";
import { orObstacle } from "./obstacle.ts";
import { changing, mayChange } from "./operator.ts";
import { type Person, personOf, switchingUser } from "./person.ts";

/** No organisation, permission or app has this name. */
const FORGED = "cargo-gates-forged";

/** More than the person has, of the claim's own type where that is seen. */
const forge = (claim: ClaimRule, now: unknown, user: TestUser): unknown => {
  if (claim.name === "active_org") {
    return Object.keys(user.organisations).find((org) => org !== now) ?? FORGED;
  }
  if (Array.isArray(now)) return [...now, FORGED];
  return isRecord(now) ? { ...now, [FORGED]: ["admin"] } : FORGED;
};

const edited = async (
  subject: ClientSubject,
  doors: Doors,
  person: Person,
): Promise<Evidence["claims.user_edit"]> => {
  const { contract } = subject;
  const backend = nativeBackendOf(subject, doors);
  const native = await person.atSpoke();
  const names = contract.claims.map(({ name }) => name);
  const cleared = Object.fromEntries(names.map((name) => [name, null]));
  const first = await person.readSpoke(native);
  const kept = backend.ownData.in(first.about.session_user);
  // what a run that died may have left; what the hub itself keeps there comes again with the next sign-in
  const own = Object.fromEntries(names.flatMap((name) => (name in kept ? [[name, kept[name]]] : [])));
  const leftOver = JSON.stringify(own).includes(FORGED);
  if (leftOver) await backend.ownData.write(native.access, cleared);
  const clean = leftOver ? await person.refreshAtSpoke(native) : native;
  const before = leftOver ? await person.readSpoke(clean) : first;
  const claims = before.surfaces.spoke_session.claims;
  const wrote = Object.fromEntries(
    contract.claims.map((rule) => {
      const now = rule.surfaces.spoke_session.paths
        .map((path) => dig(claims, path))
        .find((one) => one !== undefined);
      return [rule.name, forge(rule, now, person.user)];
    }),
  );
  doors.say(`writing claims into the metadata of ${person.user.id}, and taking them out again`);
  const data = { ...cleared, ...(leftOver ? {} : own) };
  const restore = async (through: Doors) => {
    const { status, seen } = await nativeBackendOf(subject, through).ownData.write(clean.access, data);
    return { done: status === 200, seen };
  };
  const look = async (): Promise<Evidence["claims.user_edit"]> => {
    const data = await backend.ownData.write(clean.access, wrote);
    const app = await backend.reservedData.write(clean.access, wrote);
    const after = await person.readSpoke(await person.refreshAtSpoke(clean));
    return {
      user: person.user.id,
      wrote,
      attempts: [
        { name: "own metadata", sent: backend.ownData.sent, answer: data.seen },
        { name: "app metadata", sent: backend.reservedData.sent, answer: app.seen },
      ],
      before: { user: person.user.id, surfaces: { ...before.surfaces }, ...before.about },
      after: { user: person.user.id, surfaces: { ...after.surfaces }, ...after.about },
      rls_before: before.rls,
      rls_after: after.rls,
    };
  };
  const effect = { spoke: subject.id, what: "metadata", name: person.user.id, was: data };
  const { seen, restored } = await changing(doors, effect, restore, look);
  return { ...seen, change: { restored } };
};

/** What a person can make of themselves by the update call that every app's library has. */
export default defineProbe({
  title: "authorization claims written by the user",
  kinds: ["client"],
  produces: ["claims.user_edit"],
  access: ["test person", "changes"],
  touches: ["user.org", "spoke.users"],
  gather: async ({ subject, doors, saw }) => {
    mayChange(subject);
    const person = personOf(doors, subject, switchingUser(doors, subject));
    saw("claims.user_edit", await orObstacle(() => edited(subject, doors, person)));
  },
});
