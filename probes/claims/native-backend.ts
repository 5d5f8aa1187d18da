import type { TestUser } from "../../core/contract.ts";
import type { Doors, Exchange } from "../../core/doors.ts";
import type { Walk } from "../../core/evidence/piece.ts";
import type { ClientSubject } from "../../core/subject.ts";
import type { NativeApi, Renewed } from "../adapters/native-api.ts";
import { noteSession, sessionsAt } from "../adapters/opened.ts";
import { type SpokeState, spokeStateOf } from "../adapters/spoke-state.ts";
import type { SignIn } from "../drivers/login.ts";
import { type End, sessionBegun } from "../drivers/sessions.ts";
import { once } from "../http/shared.ts";
import { sessionOf } from "../oauth/session.ts";

/** The spoke's own session, with its tokens: lives in memory only. */
export interface Native {
  /** as it went, up to the app; undefined for a refresh */
  readonly walk: Walk | undefined;
  /** the answer that minted it; undefined when the sign-in did not come back to the app with a code */
  readonly exchange: Exchange | undefined;
  readonly access: string | undefined;
  readonly refresh: string | undefined;
  /** the person as that answer tells them to the app */
  readonly user: unknown;
}

/** The spoke's auth and data API as its app uses them, without a browser. */
export interface NativeBackend
  extends Omit<NativeApi, "redeem">,
    Pick<SpokeState, "whoAmI" | "askedWho" | "idIn"> {
  /** Starts at the spoke, goes through the hub with this browser and redeems what comes back to the app. */
  readonly signIn: (browser: SignIn, user: TestUser | undefined) => Promise<Native>;
  readonly refresh: (refreshToken: string) => Promise<Native>;
}

const nativeFrom = (walk: Walk | undefined, redeemed: Renewed | undefined): Native => ({
  walk,
  exchange: redeemed?.exchange,
  access: redeemed?.next?.accessToken,
  refresh: redeemed?.next?.refreshToken,
  user: redeemed?.user,
});

/** Throws NotGiven for a backend whose API is not known. */
export const nativeBackendOf = (subject: ClientSubject, doors: Doors): NativeBackend => {
  const { spoke } = subject;
  const state = spokeStateOf(subject, doors);
  const { redeem, ...api } = state.api();

  /** Every session of a person that was opened here and not ended yet. */
  const endAll =
    (whose: string): End =>
    async (through) => {
      const open = sessionsAt(doors, spoke.id).filter((one) => one.whose === whose && !one.ended);
      const state = spokeStateOf(subject, through);
      const statuses = await Promise.all(open.map(async ({ token }) => (await state.end(token)).status));
      return statuses.find((status) => status === undefined || status >= 500) ?? 200;
    };

  const signIn: NativeBackend["signIn"] = async (browser, user) => {
    const { url, verifier } = state.login().begin(spoke.provider.id);
    const { landed, walk } = await browser.walk(url, (to) => to.origin === spoke.app, user);
    const code = landed?.origin === spoke.app ? landed.searchParams.get("code") : null;
    if (!code) return nativeFrom(walk, undefined);
    // written down before it is asked for: a run that dies here never learns that it was given
    if (user) sessionBegun(doors, spoke.id, user.id, "all", endAll(user.id));
    const native = nativeFrom(walk, await redeem(code, verifier));
    if (native.access !== undefined)
      noteSession(doors, { spoke: spoke.id, whose: user?.id ?? "a test person", token: native.access });
    return native;
  };

  return {
    ...api,
    signIn: async (browser, user) => {
      let begun: Promise<Native> | undefined;
      const first = once(doors, `first sign-in ${spoke.id} ${user?.id}`, () => {
        begun = signIn(browser, user);
        return begun;
      });
      if (begun) return begun;
      // Two first sign-ins of one person at once race for the user row, and the backend refuses one of them.
      await first.catch(() => undefined);
      return signIn(browser, user);
    },
    refresh: async (refreshToken) => nativeFrom(undefined, await state.renew(refreshToken)),
    whoAmI: state.whoAmI,
    askedWho: state.askedWho,
    idIn: state.idIn,
  };
};

/** The one sign-in at the spoke's backend through the hub's shared session. Throws NotGiven like `nativeBackendOf`. */
export const nativeSession = (doors: Doors, subject: ClientSubject): Promise<Native> =>
  once(doors, `native session ${subject.id}`, async () => {
    const { browser, user } = await sessionOf(doors, subject);
    return nativeBackendOf(subject, doors).signIn(browser, user);
  });
