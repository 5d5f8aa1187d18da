import { randomBytes } from "node:crypto";
import type { TripwireLogin } from "../../core/evidence/tripwire.ts";
import { defineProbe } from "../../core/probe.ts";
import { untilCool } from "../drivers/cooldown.ts";
import { inPool } from "../http/pool.ts";
import { logIn } from "./log-in.ts";
import { type OwnKit, openKit } from "./open.ts";
import { type Registered, withRegistration, wordsOf } from "./registered.ts";
import { FAILURES, type Failure, type Script, WHOLE } from "./script.ts";

const AT_A_TIME = 6;
const HOW = [...FAILURES, WHOLE] as const;
const after = (what: string): Script => ({ name: `after ${what}`, sent: "everything right again" });

/** Token and userinfo endpoint fail for one login each: the others beside it go on. */
const endpointsFail = async (kit: OwnKit, registered: Registered): Promise<TripwireLogin[]> => {
  const scripts = HOW.flatMap((how) =>
    (["token", "userinfo"] as const).map(
      (at): Script => ({ name: `${at} ${how}`, sent: `${at} endpoint: ${how}`, fails: { at, how } }),
    ),
  );
  const logins = await inPool(
    scripts,
    AT_A_TIME,
    async (script) => (await logIn(kit, registered, script)).seen,
  );
  const last = await logIn(kit, registered, after("token and userinfo"));
  return [...logins, last.seen];
};

/**
 * The key set fails for everybody, so one failure at a time. Each time a key stands in it that the spoke has not seen:
 * it must ask, nothing but the failure keeps the login out, and the same key must do once the failure is over.
 */
const oneKeyFailure = async (
  kit: OwnKit,
  registered: Registered,
  how: Failure,
  patient = true,
): Promise<readonly TripwireLogin[]> => {
  const { face } = registered;
  const asked = () => face.touches.filter(({ at }) => at?.endsWith("jwks")).length;
  const kid = randomBytes(8).toString("hex");
  const fresh: Partial<Script> = { header: { kid }, signer: "next" };
  face.more.push({ ...face.keys.next.jwk, kid });
  face.jwksFails = how;
  const before = asked();
  const { seen } = await logIn(kit, registered, { name: `jwks ${how}`, sent: `JWKS: ${how}`, ...fresh });
  const jwks = asked() - before;
  face.jwksFails = undefined;
  const mark = asked();
  const next = await logIn(kit, registered, { ...after(`jwks ${how}`), ...fresh });
  if (next.seen.session || asked() > mark) return [{ ...seen, jwks }, next.seen];
  // it looks for new keys once in a while only: then an old one must do, if it ever saw one
  const cooldown = {
    seconds: patient && jwks > 0 ? kit.subject.spoke.backend.jwks_cooldown_seconds : 0,
    now: () => kit.doors.now().getTime(),
    asked,
  };
  const recovered = await untilCool(cooldown, async () => {
    const { seen: last } = await logIn(kit, registered, after(`jwks ${how}`));
    return { seen: last, letIn: last.session === true };
  });
  return [{ ...seen, jwks }, recovered.seen];
};

/**
 * Whoever fetched the key set and does not ask again has a cooldown: each failure that was not met then meets a
 * registration of its own, whose key set nobody has seen, all of them side by side.
 */
const keysFail = async (kit: OwnKit, registered: Registered): Promise<readonly TripwireLogin[]> => {
  const here: (readonly TripwireLogin[])[] = [];
  for (const how of HOW) {
    // who did not recover from one failure is not waited for after each of the others
    const patient = here.every(([, next]) => next?.session === true);
    here.push(await oneKeyFailure(kit, registered, how, patient));
  }
  const asks = here.some(([failed]) => (failed?.jwks ?? 0) > 0);
  if (!asks || kit.admin.by === "person") return here.flat();
  const met = HOW.map(async (how, at): Promise<readonly TripwireLogin[]> => {
    const seen = here[at] ?? [];
    if ((seen[0]?.jwks ?? 0) > 0) return seen;
    return withRegistration(kit, [], async (cold) => (cold.answer.ok ? oneKeyFailure(kit, cold, how) : seen));
  });
  return (await Promise.all(met)).flat();
};

export default defineProbe({
  title: "signs in while the provider fails",
  kinds: ["client"],
  produces: ["tripwire.failures"],
  access: ["tripwire"],
  gather: async ({ subject, doors, saw, missed }) => {
    const kit = await openKit(subject, doors, "failures", (because, cause) =>
      missed("tripwire.failures", because, cause),
    );
    if (!kit) return;
    const on = (work: typeof keysFail) =>
      withRegistration(
        kit,
        [],
        async (registered): Promise<readonly TripwireLogin[]> =>
          registered.answer.ok
            ? work(kit, registered)
            : [{ name: "registration", unreached: `it was answered ${wordsOf(registered)}` }],
      );
    const done = await Promise.all([on(endpointsFail), on(keysFail)]);
    saw("tripwire.failures", { logins: done.flat() });
    await kit.forget();
  },
});
