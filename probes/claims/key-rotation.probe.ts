import type { Doors } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { defineProbe } from "../../core/probe.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { untilCool } from "../drivers/cooldown.ts";
import { keyRotator } from "../drivers/rotate-key.ts";
import { describeIfAny } from "../oauth/describe.ts";
import { kidsIn } from "./hub-answers.ts";
import { orObstacle, orUngiven } from "./obstacle.ts";
import { mayChange, wordsFor } from "./operator.ts";
import { type Person, personOf, switchingUser } from "./person.ts";

const KEYS = "endpoints/jwks-answers";

const rotated = async (
  subject: ClientSubject,
  doors: Doors,
  person: Person,
): Promise<Evidence["claims.key_rotation"]> => {
  const rotate = keyRotator(doors, subject.hub);
  const { user } = person;
  const { jwks, userinfo } = subject.hub.endpoints;
  const keysNow = async () => (await doors.http.send(jwks)).json;

  const held = await person.atHub();
  const native = await person.atSpoke();
  const [keys, atHub, atSpoke] = await Promise.all([
    keysNow(),
    person.readHub(held),
    person.readSpoke(native),
  ]);
  if (kidsIn(keys).length === 0) return { unreached: "the key set was not seen", behind: KEYS };
  const about = { user: user.id, kids_before: kidsIn(keys), before: person.phase(atHub, atSpoke) };
  doors.say("rotating the hub's signing key");
  const { done, seen: answer } = await rotate(wordsFor(subject, user, user.id, user.active_org));
  const change = { answer };
  if (!done) {
    const said = answer.status ?? answer.error?.code ?? "with nothing";
    return { ...about, change, unreached: `the rotation was answered ${said}` };
  }

  const after = await keysNow();
  const [oldId, oldAccess, info] = await Promise.all([
    describeIfAny(held.id, after),
    describeIfAny(held.access, after),
    doors.http.send(userinfo, { headers: { authorization: `Bearer ${held.access}` } }),
  ]);
  const seen = {
    ...about,
    change,
    kids_after: kidsIn(after),
    ...(oldId && { old_id_token: oldId }),
    ...(oldAccess && { old_access_token: oldAccess }),
    old_userinfo: info.seen,
  };
  const signIn = () => orObstacle(async () => person.readSpoke(await person.atSpoke()));
  // a backend that need not fetch the key set again yet is given the time that it states; only then it is refreshed
  const seconds = subject.spoke.backend.jwks_cooldown_seconds;
  const early =
    seconds > 0
      ? await untilCool({ seconds, now: () => doors.now().getTime() }, async () => {
          const got = await signIn();
          return { got, letIn: !("unreached" in got) };
        })
      : undefined;
  const [there, here] = await Promise.all([
    orObstacle(async () => {
      const now = await person.refreshAtHub(held);
      return { hub: await person.readHub(now), renewed: now.renewed };
    }),
    orObstacle(async () => {
      const now = await person.refreshAtSpoke(native);
      return { spoke: await person.readSpoke(now), renewed: now.renewed };
    }),
  ]);
  const anew = early?.got ?? (await signIn());
  const nowhere = (unreached: string) => ({ spoke_session: { unreached }, spoke_rls: { unreached } });
  return {
    ...seen,
    renewed: {
      hub: "renewed" in there ? there.renewed : { unreached: there.unreached },
      spoke: "renewed" in here ? here.renewed : { unreached: here.unreached },
    },
    after: {
      user: user.id,
      surfaces: {
        ...("hub" in there && there.hub.surfaces),
        ...("spoke" in here ? here.spoke.surfaces : nowhere(here.unreached)),
      },
    },
    sign_in: {
      user: user.id,
      surfaces: "unreached" in anew ? nowhere(anew.unreached) : anew.surfaces,
    },
  };
};

/**
 * A standing session while the hub's signing key changes. It comes after the other looks: where a spoke does not
 * follow a new key, nobody can sign in there afterwards.
 */
export default defineProbe({
  title: "claims through a rotation of the hub's signing key",
  kinds: ["client"],
  produces: ["claims.key_rotation"],
  access: ["test person", "operator"],
  touches: ["user.org", "hub.keys"],
  alone: "after",
  gather: async ({ subject, doors, saw }) => {
    const seen = await orUngiven(async () => {
      mayChange(subject);
      return rotated(subject, doors, personOf(doors, subject, switchingUser(doors, subject)));
    });
    saw("claims.key_rotation", seen);
  },
});
