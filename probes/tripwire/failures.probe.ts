import { randomBytes } from "node:crypto";
import type { TripwireLogin } from "../../core/evidence/tripwire.ts";
import { defineProbe } from "../../core/probe.ts";
import { type Registered, withRegistration } from "./kit.ts";
import { logIn } from "./log-in.ts";
import { type OwnKit, openKit } from "./open.ts";
import { inPool } from "./pool.ts";
import { FAILURES, type Script } from "./script.ts";

const AT_A_TIME = 6;
const after = (what: string): Script => ({ name: `after ${what}`, sent: "everything right again" });

/** Token and userinfo endpoint fail for one login each: the others beside it go on. */
const endpointsFail = async (kit: OwnKit, registered: Registered): Promise<TripwireLogin[]> => {
  const scripts = FAILURES.flatMap((how) =>
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

/** The key set fails for everybody, so one failure at a time; a kid that is new each time makes the spoke ask for it. */
const keysFail = async (kit: OwnKit, registered: Registered): Promise<TripwireLogin[]> => {
  const logins: TripwireLogin[] = [];
  const { face } = registered;
  for (const how of FAILURES) {
    face.jwksFails = how;
    const kid = randomBytes(8).toString("hex");
    const script: Script = { name: `jwks ${how}`, sent: `JWKS: ${how}`, header: { kid }, signer: "next" };
    const before = face.touches.length;
    const { seen } = await logIn(kit, registered, script);
    const asked = face.touches.slice(before).filter(({ at }) => at === "jwks").length;
    face.jwksFails = undefined;
    const { seen: next } = await logIn(kit, registered, after(`jwks ${how}`));
    logins.push({ ...seen, jwks: asked }, next);
  }
  return logins;
};

export default defineProbe({
  title: "signs in while the provider fails",
  kinds: ["client"],
  produces: ["tripwire.failures"],
  access: ["admin key", "tripwire"],
  gather: async ({ subject, doors, saw, missed }) => {
    const kit = await openKit(subject, doors, "failures", (because, cause) =>
      missed("tripwire.failures", because, cause),
    );
    if (!kit) return;
    const on = (work: typeof keysFail) =>
      withRegistration(
        kit,
        [],
        async (registered): Promise<TripwireLogin[]> =>
          registered.ok
            ? work(kit, registered)
            : [{ name: "registration", unreached: `it was answered ${registered.answer.status}` }],
      );
    const done = await Promise.all([on(endpointsFail), on(keysFail)]);
    saw("tripwire.failures", { logins: done.flat() });
    await kit.forget();
  },
});
