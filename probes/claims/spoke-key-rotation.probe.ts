import type { Doors } from "../../core/doors.ts";
import type { PhaseSeen } from "../../core/evidence/claims.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { spokeKeyRotator } from "../drivers/rotate-key.ts";
import { describeToken } from "../oauth/describe.ts";
import { kidsIn } from "./hub-answers.ts";
import { nativeBackendOf } from "./native-backend.ts";
import { orObstacle, orUngiven, ungiven } from "./obstacle.ts";
import { mayChange } from "./operator.ts";
import { type Person, personOf, switchingUser } from "./person.ts";
import type { SpokeSeen } from "./spoke-side.ts";

type Rotated = Evidence["claims.spoke_key_rotation"];

const rotated = async (subject: ClientSubject, doors: Doors, person: Person): Promise<Rotated> => {
  const { spoke } = subject;
  const user = person.user.id;
  const { probe } = spoke.rls;
  const backend = nativeBackendOf(subject, doors);
  const phase = ({ surfaces, about }: SpokeSeen): PhaseSeen => ({
    user,
    surfaces: { ...surfaces },
    ...about,
  });
  const native = await person.atSpoke();
  const [keys, seen] = await Promise.all([backend.keySet(), person.readSpoke(native)]);
  const before = await describeToken(native.access, keys.json);
  const kids = kidsIn(keys.json);
  const about = {
    user,
    key_set: keys.seen,
    kids_before: kids,
    before: phase(seen),
    tokens: { before },
  };
  // without a published key there is a shared secret: to rotate that is to sign everybody out
  if (kids.length === 0) return about;
  let rotate: ReturnType<typeof spokeKeyRotator>;
  try {
    rotate = spokeKeyRotator(doors, subject);
  } catch (error) {
    return { ...about, ...ungiven(error) };
  }
  doors.say(`rotating the signing key of ${subject.name}`);
  const { done, answer } = await rotate();
  const change = { answer };
  if (!done) {
    const said = answer.status ?? answer.error?.code ?? "with nothing";
    return { ...about, change, unreached: `the rotation was answered ${said}` };
  }

  const after = await backend.keySet();
  const [old, me, rows] = await Promise.all([
    describeToken(native.access, after.json),
    backend.whoAmI(native.access),
    probe === undefined ? undefined : backend.call(probe, native.access),
  ]);
  const look = (next: () => Promise<Parameters<Person["readSpoke"]>[0]>) =>
    orObstacle(async () => {
      const held = await next();
      return {
        held,
        token: await describeToken(held.access, after.json),
        phase: phase(await person.readSpoke(held)),
      };
    });
  const renewed = await orObstacle(() => person.refreshAtSpoke(native));
  const refreshed = "unreached" in renewed ? renewed : await look(async () => renewed);
  const anew = await look(() => person.atSpoke());
  const nowhere = (unreached: string): PhaseSeen => ({
    user,
    surfaces: { spoke_session: { unreached }, spoke_user: { unreached }, spoke_rls: { unreached } },
  });
  return {
    ...about,
    change,
    key_set_after: after.seen,
    kids_after: kidsIn(after.json),
    tokens: {
      before,
      old,
      ...("token" in refreshed && { refreshed: refreshed.token }),
      ...("token" in anew && { "signed in": anew.token }),
    },
    old_user: me.seen,
    ...(rows && { old_probe: rows.seen }),
    renewed: { spoke: "unreached" in renewed ? { ...renewed } : renewed.renewed },
    after: "phase" in refreshed ? refreshed.phase : nowhere(refreshed.unreached),
    sign_in: "phase" in anew ? anew.phase : nowhere(anew.unreached),
  };
};

/**
 * A standing session while the spoke's own signing key changes. It comes last: where the data API or the app does not
 * follow the new key, nobody can work there afterwards.
 */
export default defineProbe({
  title: "claims through a rotation of the spoke's signing key",
  kinds: ["client"],
  produces: ["claims.spoke_key_rotation"],
  access: ["test person", "key rotation"],
  touches: ["user.org", "spoke.keys"],
  alone: "after",
  after: ["claims.key_rotation", "jwks.rotation"],
  gather: async ({ subject, doors, saw }) => {
    const seen = await orUngiven(async () => {
      mayChange(subject);
      return rotated(subject, doors, personOf(doors, subject, switchingUser(doors, subject)));
    });
    saw("claims.spoke_key_rotation", seen);
  },
});
