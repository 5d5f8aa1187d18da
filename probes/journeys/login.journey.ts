import { NotGiven } from "../../core/doors.ts";
import type { KnownUser } from "../../core/evidence/browser.ts";
import { spokeStateOf } from "../adapters/spoke-state.ts";
import { defineJourney } from "./journey.ts";
import { ask, controlNamed, isShown, shownName, storedBy, until, visit } from "./page.ts";
import { lookForSecrets } from "./secrets.ts";
import { sessionEvidence, subjectOfToken } from "./session-evidence.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { whoLogsIn } from "./who.ts";

/**
 * One person's day at a spoke, in one browser context: sign in, reload, come back with only the hub's session, sign
 * out. Steps that an earlier one made impossible are told as such.
 */
export default defineJourney({
  title: "signs in, reloads, signs in again without a password, signs out",
  kinds: ["client"],
  produces: [
    "browser.login",
    "browser.session",
    "browser.reload",
    "browser.sso",
    "browser.signout",
    "browser.secrets",
    "browser.users",
  ],
  access: ["test person"],
  touches: ["user.sessions", "spoke.users"],
  walk: async ({ open, subject, user, doors, saw, missed, shot }) => {
    const { spoke } = subject;
    const { timeoutMs } = doors.reach;
    const state = spokeStateOf(subject, doors);
    const person = user(whoLogsIn(subject));
    const users = await countUsers(() => state.usersWith(person.email));

    const session = await open();
    const { context, watch } = session;
    const page = await context.newPage();
    await visit(page, `${spoke.app}/`, timeoutMs);
    await until(async () => (await shownName(page, spoke.button)) !== undefined, timeoutMs / 2);
    doors.say(`clicks "${spoke.button[0]}" at ${spoke.app}`);
    const route = { subject, session, state, person, timeoutMs };
    const first = await signIn(
      page,
      { ...route, onCredentials: (at) => shot(at, "hub", "The only place that asks for a password") },
      0,
    );
    saw("browser.login", first.seen);
    const secrets = await lookForSecrets(first.page, session, subject, doors);
    saw("browser.secrets", secrets);
    if (first.seen.ended !== "signed in") {
      const unreached = `the login ended "${first.seen.ended ?? "unseen"}"`;
      for (const piece of ["session", "reload", "signout", "users"] as const) {
        saw(`browser.${piece}`, { unreached });
      }
      saw("browser.sso", { ended: "not tried" });
      return;
    }
    await shot(first.page, "signed-in", "Signed in at the spoke");
    const native = state.sessionIn(await storedBy(first.page, context));
    saw("browser.session", await sessionEvidence(native, subject, state, doors));
    const usersFirst = await users.now();

    const before = native && subjectOfToken(native.accessToken);
    await first.page.reload().catch(() => undefined);
    await until(() => isShown(controlNamed(first.page, spoke.sign_out)), timeoutMs / 4);
    const kept = state.sessionIn(await storedBy(first.page, context));
    const after = kept && subjectOfToken(kept.accessToken);
    saw("browser.reload", {
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
      signOutShown: await isShown(controlNamed(first.page, spoke.sign_out)),
    });

    // forgetting the spoke's own session leaves the hub's: what a second spoke of the same person would find
    await ask(first.page.evaluate(forget), undefined);
    await context.clearCookies({ domain: new URL(spoke.app).hostname });
    await visit(first.page, `${spoke.app}/`, timeoutMs);
    await until(async () => (await shownName(first.page, spoke.button)) !== undefined, timeoutMs / 2);
    const again = await signIn(first.page, route, watch.mark());
    saw("browser.sso", again.seen);
    const usersSecond = await users.now();
    if (usersFirst && usersSecond && users.before) {
      saw("browser.users", { before: [...users.before], first: [...usersFirst], second: [...usersSecond] });
    } else missed("browser.users", users.because ?? "the users could not be read");

    if (again.seen.ended !== "signed in") {
      saw("browser.signout", { unreached: `the second login ended "${again.seen.ended ?? "unseen"}"` });
      return;
    }
    saw("browser.signout", await signOut(again.page, route));
    await shot(again.page, "signed-out", "After sign-out");
  },
});

/** Runs in the page. */
const forget = (): void => {
  localStorage.clear();
  sessionStorage.clear();
};

/** The user rows now and later; without the admin key only why they cannot be read. */
const countUsers = async (read: () => Promise<readonly KnownUser[]>) => {
  let because: string | undefined;
  const now = async (): Promise<readonly KnownUser[] | undefined> => {
    if (because !== undefined) return undefined;
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof NotGiven)) throw error;
      because = error.message;
      return undefined;
    }
  };
  const before = await now();
  return {
    before,
    now,
    get because() {
      return because;
    },
  };
};
