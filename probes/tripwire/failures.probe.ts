import { randomBytes } from "node:crypto";
import type { TripwireLogin } from "../../core/evidence/tripwire.ts";
import { defineProbe } from "../../core/probe.ts";
import { inPool } from "../http/pool.ts";
import { logIn } from "./log-in.ts";
import { type OwnKit, openKit } from "./open.ts";
import { type Registered, withRegistration, wordsOf } from "./registered.ts";
import { FAILURES, type Script, WHOLE } from "./script.ts";

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
const keysFail = async (kit: OwnKit, registered: Registered): Promise<TripwireLogin[]> => {
  const logins: TripwireLogin[] = [];
  const { face } = registered;
  const keysAsked = (from: number) =>
    face.touches.slice(from).filter(({ at }) => at?.endsWith("jwks")).length;
  for (const how of HOW) {
    const kid = randomBytes(8).toString("hex");
    const fresh: Partial<Script> = { header: { kid }, signer: "next" };
    face.more.push({ ...face.keys.next.jwk, kid });
    face.jwksFails = how;
    const before = face.touches.length;
    const { seen } = await logIn(kit, registered, { name: `jwks ${how}`, sent: `JWKS: ${how}`, ...fresh });
    const asked = keysAsked(before);
    face.jwksFails = undefined;
    const mark = face.touches.length;
    const next = await logIn(kit, registered, { ...after(`jwks ${how}`), ...fresh });
    // it looks for new keys once in a while only: then an old one must do
    const idle = !next.seen.session && keysAsked(mark) === 0;
    const recovered = idle ? await logIn(kit, registered, after(`jwks ${how}`)) : next;
    logins.push({ ...seen, jwks: asked }, recovered.seen);
  }
  return logins;
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
        async (registered): Promise<TripwireLogin[]> =>
          registered.answer.ok
            ? work(kit, registered)
            : [{ name: "registration", unreached: `it was answered ${wordsOf(registered)}` }],
      );
    const done = await Promise.all([on(endpointsFail), on(keysFail)]);
    saw("tripwire.failures", { logins: done.flat() });
    await kit.forget();
  },
});
