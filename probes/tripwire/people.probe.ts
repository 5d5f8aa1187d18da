import type { Doors } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { nativeBackendOf } from "../claims/native-backend.ts";
import { logIn, newPerson } from "./log-in.ts";
import { type OwnKit, openKit } from "./open.ts";
import { twice } from "./pairs.ts";
import { type Registered, withRegistration, wordsOf } from "./registered.ts";

type Fresh = NonNullable<Evidence["tripwire.people"]["fresh"]>;

/** Rows of the declared profile table that are the bearer's own, as the bearer sees them. */
const profileOf = async (
  subject: ClientSubject,
  doors: Doors,
  token: string,
  user: string | undefined,
): Promise<Pick<Fresh, "profile"> | undefined> => {
  const declared = subject.spoke.rls.profile;
  if (declared === undefined) return undefined;
  const { table, column } = declared;
  const { seen, json } = await nativeBackendOf(subject, doors).rows(table, [column], token);
  const rows = Array.isArray(json) ? json : [];
  const own = rows.filter((row) => (row as Record<string, unknown> | null)?.[column] === user).length;
  return { profile: { table, answer: seen, own } };
};

/** Somebody nobody has seen before signs in, and again: what is there after each. */
const fresh = async (kit: OwnKit, registered: Registered): Promise<Fresh> => {
  const person = newPerson(kit);
  const rows = async () => {
    const mine = await kit.mine();
    return mine?.filter(
      ({ email, identities = [] }) =>
        email === person.email || identities.some(({ providerId }) => providerId === person.sub),
    );
  };
  const script = { sent: "everything right", person };
  const first = await logIn(kit, registered, { name: "first", ...script });
  const afterFirst = await rows();
  const profile =
    first.token === undefined
      ? undefined
      : await profileOf(kit.subject, kit.doors, first.token, first.seen.user);
  const second = await logIn(kit, registered, { name: "second", ...script });
  const afterSecond = await rows();
  return {
    provider: registered.identifier,
    logins: [first.seen, second.seen],
    ...(afterFirst && { first: [...afterFirst] }),
    ...(afterSecond && { second: [...afterSecond] }),
    ...profile,
  };
};

export default defineProbe({
  title: "signs in people whom nobody has seen before, and people who changed",
  kinds: ["client"],
  produces: ["tripwire.people"],
  access: ["admin key", "tripwire"],
  gather: async ({ subject, doors, saw, missed }) => {
    const kit = await openKit(subject, doors, "people", (because, cause) =>
      missed("tripwire.people", because, cause),
    );
    if (!kit) return;
    await withRegistration(kit, [], async (registered) => {
      if (!registered.answer.ok) {
        missed("tripwire.people", `registering the tripwire was answered ${wordsOf(registered)}`, [
          "tripwire.settings",
        ]);
        return;
      }
      const someone = newPerson(kit);
      const other = newPerson(kit);
      const [first, moved, reused] = await Promise.all([
        fresh(kit, registered),
        twice(kit, registered, someone, { sub: someone.sub, email: newPerson(kit).email }),
        twice(kit, registered, other, { sub: newPerson(kit).sub, email: other.email }),
      ]);
      saw("tripwire.people", { fresh: first, moved, reused });
    });
    await kit.forget();
  },
});
