import type { Page } from "@playwright/test";
import type { Evidence } from "../../core/evidence/index.ts";
import type { KeyStep } from "../../core/evidence/key-step.ts";
import type { ClientSubject } from "../../core/subject.ts";
import type { SpokeState } from "../adapters/spoke-state.ts";
import type { Session } from "./journey.ts";
import { useByKeyboard } from "./keyboard.ts";
import { atRest, controlNamed, isShown, shownName, storedBy, until } from "./page.ts";
import { watchCookie } from "./sent-cookie.ts";
import type { Raw } from "./watch.ts";

interface Route {
  readonly subject: ClientSubject;
  readonly session: Session;
  readonly state: SpokeState;
  readonly timeoutMs: number;
  /** uses the control by keyboard, and tells how that went */
  readonly onKeys?: (step: KeyStep) => void;
}

/** A cookie of ours in our own browser: where it travels, credentials were included, whatever cookies the hub keeps. */
const MARK = "gates_credentials_mark";

const samePath = (url: string, wanted: string): boolean => url.split(/[?#]/, 1)[0] === wanted;

/** Clicks the sign-out control and tells what went over the wire and what was left. */
export const signOut = async (page: Page, route: Route): Promise<Evidence["browser.signout"]> => {
  const { subject, session, state, timeoutMs } = route;
  const { hub, spoke } = subject;
  const { context, watch } = session;
  const native = state.sessionIn(await storedBy(page, context));
  await context.addCookies([{ name: MARK, value: "1", url: hub.public_url, secure: true, sameSite: "None" }]);
  const marked = await watchCookie(page, MARK);
  const from = watch.mark();
  const control = controlNamed(page, spoke.sign_out);
  const { onKeys } = route;
  const used = onKeys
    ? useByKeyboard(page, watch, "sign-out", control).then(onKeys)
    : control.click({ noWaitAfter: true });
  const clicked = await used.then(
    () => true,
    () => false,
  );
  const hubCalls = () =>
    watch
      .since(from)
      .filter(({ method, url }) => method !== "OPTIONS" && samePath(url, hub.endpoints.logout));
  const ends = ({ method, url }: Raw) => state.endsSession(method, url);
  const told = state.endsSession("POST", spoke.backend.url) !== undefined;
  const nativeCalls = () => watch.since(from).filter((raw) => ends(raw) === true);
  // the sign-in button is back and both calls were made; or nothing moves any more
  await until(
    async () =>
      hubCalls().length > 0 &&
      (!told || nativeCalls().length > 0) &&
      (await shownName(page, spoke.button)) !== undefined,
    timeoutMs / 4,
  );
  await atRest(page, watch, timeoutMs / 4);
  const left = state.holds(await storedBy(page, context));
  const own = native && (await state.whoAmI(native.accessToken));
  return {
    ...(clicked && { clicked: spoke.sign_out }),
    ...(told && { native: nativeCalls().map(({ hop }) => ({ ...hop })) }),
    hub: hubCalls().map(({ method, url, hop }) => ({ ...hop, credentials: marked.wentTo(method, url) })),
    ...(left !== undefined && { sessionHeld: left }),
    signInShown:
      (await shownName(page, spoke.button)) !== undefined &&
      !(await isShown(controlNamed(page, spoke.sign_out))),
    ...(own && { own: own.seen }),
  };
};
