import type { TripwireLogin } from "../../core/evidence/tripwire.ts";
import { defineProbe } from "../../core/probe.ts";
import { untilCool } from "../drivers/cooldown.ts";
import { inPool } from "../http/pool.ts";
import { CALLBACK_LIES, TOKEN_LIES } from "./lies.ts";
import { comeBack, type Done, logIn } from "./log-in.ts";
import { type OwnKit, openKit } from "./open.ts";
import { type Registered, withRegistration, wordsOf } from "./registered.ts";
import type { Script } from "./script.ts";

const QUIET_LOGINS = 5;
const AT_A_TIME = 6;

const honest = (name: string, more: Partial<Script> = {}): Script => ({
  name,
  sent: "everything right",
  ...more,
});
const countOf = (names: readonly (string | undefined)[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names) if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

/** The same address once more, in the browser of that login. */
const again = async (
  kit: OwnKit,
  name: string,
  sent: string,
  { browser, verifier }: Done,
  back: URL,
): Promise<TripwireLogin> => {
  const { token: _, at: __, ...came } = await comeBack(kit, browser, back, verifier);
  return { name, sent, ...came };
};

/** Callbacks that a second browser, or the same one a second time, brings to the spoke. */
const secondHand = async (kit: OwnKit, registered: Registered): Promise<TripwireLogin[]> => {
  const first = await logIn(kit, registered, honest("used before"));
  if (!first.back) return [first.seen];
  const replayed = await again(
    kit,
    "callback replayed",
    "the same callback URL a second time",
    first,
    first.back,
  );
  const state = first.back.searchParams.get("state") ?? "";
  const fresh = await logIn(kit, registered, {
    name: "replayed state",
    sent: "a fresh code with the state of a login that is over",
    callback: (url) => url.searchParams.set("state", state),
  });
  const begun = kit.login.begin(registered.identifier);
  const foreign = await logIn(kit, registered, {
    ...honest("begun elsewhere"),
    sent: "a callback that was begun in another browser",
    verifier: begun.verifier,
  });
  return [first.seen, replayed, fresh.seen, foreign.seen];
};

/** Nothing else goes on here: what the tripwire is asked can be told apart. */
const quietly = async (kit: OwnKit, registered: Registered) => {
  const { face } = registered;
  const before = face.touches.length;
  const done: Done[] = [];
  for (let nth = 1; nth <= QUIET_LOGINS; nth++)
    done.push(await logIn(kit, registered, honest(`honest ${nth}`)));
  const touches = countOf(face.touches.slice(before).map(({ at }) => at));
  const jwks = () => face.touches.filter(({ at }) => at?.endsWith("jwks")).length;
  const known = jwks();
  const unknown = await logIn(kit, registered, {
    name: "unknown kid",
    sent: "an id_token under a kid that nobody publishes",
    signer: "next",
  });
  const unknownKid = { ...unknown.seen, jwks: jwks() - known };
  const withNewKey = honest("rotated key", {
    sent: "a key that was published while the login was under way",
    signer: "next",
    rotates: true,
  });
  const cooldown = {
    seconds: kit.subject.spoke.backend.jwks_cooldown_seconds,
    now: () => kit.doors.now().getTime(),
    asked: jwks,
  };
  const rotated = await untilCool(cooldown, async () => {
    const { seen } = await logIn(kit, registered, withNewKey);
    return { seen, letIn: seen.session === true };
  });
  const token = done[0]?.token;
  const own = token === undefined ? undefined : await kit.login.whoAmI(token);
  const kept: TripwireLogin = {
    name: "signed in before the rotation",
    session: own !== undefined,
    ...(own?.status !== undefined && { own: { status: own.status } }),
  };
  const logins = [
    ...done.map(({ seen }) => seen),
    unknownKid,
    { ...rotated.seen, waited: rotated.waited },
    kept,
  ];
  return { logins, quiet: { logins: QUIET_LOGINS, touches } };
};

export default defineProbe({
  title: "signs in through a provider that lies, one lie each",
  kinds: ["client"],
  produces: ["tripwire.logins"],
  access: ["tripwire"],
  gather: async ({ subject, doors, saw, missed }) => {
    const kit = await openKit(subject, doors, "logins", (because, cause) =>
      missed("tripwire.logins", because, cause),
    );
    if (!kit) return;
    await withRegistration(kit, [], async (registered) => {
      if (!registered.answer.ok) {
        saw("tripwire.logins", { refused: `registering it was answered ${wordsOf(registered)}` });
        return;
      }
      const { logins, quiet } = await quietly(kit, registered);
      const lies = await inPool(
        [...TOKEN_LIES, ...CALLBACK_LIES],
        AT_A_TIME,
        async (script) => (await logIn(kit, registered, script)).seen,
      );
      const second = await secondHand(kit, registered);
      const last = await logIn(kit, registered, honest("honest at the end"));
      const users = await kit.mine();
      saw("tripwire.logins", {
        logins: [...logins, ...lies, ...second, last.seen],
        ...(users ? { users: [...users] } : { unread: kit.noAccounts ?? "nobody can look at accounts" }),
        quiet,
      });
    });
    await kit.forget();
  },
});
