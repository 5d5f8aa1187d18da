import type { Locator, Page } from "@playwright/test";
import type { Login } from "../../core/evidence/browser.ts";
import type { KeyStep } from "../../core/evidence/key-step.ts";
import type { ClientSubject, Hub } from "../../core/subject.ts";
import type { SpokeState } from "../adapters/spoke-state.ts";
import { consentControl, submitControl } from "../drivers/controls.ts";
import { mayAsk } from "../drivers/may-ask.ts";
import { giveCode } from "../drivers/second-factor.ts";
import { cleanUrl, paramNames } from "./clean.ts";
import type { Person, Session } from "./journey.ts";
import { typeByKeyboard, useByKeyboard } from "./keyboard.ts";
import { atRest, controlNamed, isShown, originOf, shownName, stopLoading, storedBy, textOf } from "./page.ts";

/** One click on the button, and the page it ended on. */
export interface SignedIn {
  readonly seen: Login;
  readonly page: Page;
  /** where the watch stood when the button was clicked */
  readonly clickedAt: number;
}

/** Where a login stops: before the click, at a question, at a page that nothing is done on, and where it ended. */
export type Stop = "start" | "credentials" | "consent" | "elsewhere" | "end";

export interface Route {
  readonly subject: ClientSubject;
  readonly session: Session;
  readonly state: SpokeState;
  readonly person: Person;
  readonly timeoutMs: number;
  /** ends where credentials are asked for, and types none */
  readonly silent?: true;
  /** ends "stopped" as soon as this holds */
  readonly until?: () => boolean;
  /** milliseconds without a move after which it counts as stuck */
  readonly patienceMs?: number;
  /** uses the button and what the hub's pages ask for by keyboard, and tells each step */
  readonly onKeys?: (step: KeyStep) => void;
  /** called on every page that the way stops at, once each, before anything is typed or pressed there */
  readonly onStop?: (page: Page, what: Stop) => Promise<void>;
}

const DEFAULT_NAMES = {
  email: "Email",
  password: "Password",
  submit: "Sign in",
  consent: "Allow",
  code: "Code",
};
const namesAt = ({ login }: Hub): typeof DEFAULT_NAMES => (login.driver === "page" ? login : DEFAULT_NAMES);

/** By keyboard where the steps are wanted; else by a click. */
const press = async (
  page: Page,
  { onKeys, session }: Route,
  name: string,
  control: Locator,
): Promise<void> => {
  if (onKeys) onKeys(await useByKeyboard(page, session.watch, name, control));
  else await control.click({ noWaitAfter: true });
};

const enter = async (
  page: Page,
  { onKeys }: Route,
  name: string,
  field: Locator,
  text: string,
): Promise<void> => {
  if (onKeys) onKeys(await typeByKeyboard(page, name, field, text));
  else await field.fill(text);
};

/** Does what a person would do on this page. Undefined: nothing to do here yet. */
const act = async (
  page: Page,
  route: Route,
  asked: string[],
  done: Set<string>,
): Promise<string | undefined> => {
  const { hub, spoke } = route.subject;
  const names = namesAt(hub);
  const url = page.url();
  if (originOf(url) === spoke.app) {
    return (await isShown(controlNamed(page, spoke.sign_out))) ? "signed in" : undefined;
  }
  const password = page.getByLabel(names.password).or(page.locator("input[type=password]")).first();
  if (!done.has(`credentials ${url}`) && (await isShown(password))) {
    if (!mayAsk(hub, url)) return `credentials asked by ${new URL(url).host}`;
    asked.push("credentials");
    if (route.silent) return "credentials asked";
    done.add(`credentials ${url}`);
    await route.onStop?.(page, "credentials");
    const email = page.getByLabel(names.email).or(page.locator("input[type=email]")).first();
    await enter(page, route, "e-mail field", email, route.person.email);
    await enter(page, route, "password field", password, route.person.password);
    await press(page, route, "what sends the form", await submitControl(page, password, names.submit));
    return undefined;
  }
  if (!mayAsk(hub, url)) {
    const at = `elsewhere ${url.split(/[?#]/, 1)[0]}`;
    if (/^https?:/.test(url) && !done.has(at)) {
      done.add(at);
      await route.onStop?.(page, "elsewhere");
    }
    return undefined;
  }
  if ((await giveCode(page, names, route.person.code, done)) !== undefined) return undefined;
  if (done.has(`consent ${url}`)) return undefined;
  const consent = await consentControl(page, names.consent);
  if (consent) {
    asked.push("consent");
    done.add(`consent ${url}`);
    await route.onStop?.(page, "consent");
    await press(page, route, "consent", consent);
  }
  return undefined;
};

/** Where it got stuck, in a word, once nothing has moved for a while. */
const restingPlace = async (
  page: Page,
  { subject, person }: Route,
  asked: readonly string[],
): Promise<string> => {
  if (originOf(page.url()) === subject.spoke.app) {
    return (await shownName(page, subject.spoke.button)) ? "signed out again" : "stuck";
  }
  const password = await isShown(page.locator("input[type=password]").first());
  return password && asked.includes("credentials") && person.password !== ""
    ? "credentials refused"
    : "stuck";
};

const walkThrough = async (
  route: Route,
  asked: string[],
  tabs: () => readonly Page[],
): Promise<{ readonly ended: string; readonly page: Page | undefined }> => {
  const { session, timeoutMs } = route;
  const done = new Set<string>();
  const end = performance.now() + 1.5 * timeoutMs;
  let place = "";
  let since = performance.now();
  while (performance.now() < end) {
    if (route.until?.()) return { ended: "stopped", page: tabs().at(-1) };
    for (const page of tabs()) {
      // a page that navigates away under our hands is looked at again in the next round
      const ended = await act(page, route, asked, done).catch(() => undefined);
      if (ended !== undefined) return { ended, page };
    }
    const now =
      tabs()
        .map((page) => page.url())
        .join(" ") +
      asked.length +
      session.watch.pending();
    if (now !== place) {
      place = now;
      since = performance.now();
    }
    const page = tabs().at(-1);
    const still = performance.now() - Math.max(since, session.watch.lastMove());
    if (page && still > (route.patienceMs ?? timeoutMs / 4) && session.watch.pending() === 0) {
      return { ended: await restingPlace(page, route, asked), page };
    }
    await new Promise((resume) => setTimeout(resume, 20));
  }
  return { ended: "stuck", page: tabs().at(-1) };
};

/**
 * Uses the sign-in button and follows wherever that leads, until the app shows its sign-out control or nothing
 * moves any more. Bounded; never throws for what the pages do. Hops are told from `from` on.
 */
export const signIn = async (page: Page, route: Route, from: number): Promise<SignedIn> => {
  const { subject, session, state, timeoutMs } = route;
  const { context, watch } = session;
  const clickedAt = watch.mark();
  const before = context.pages().length;
  const tabsBefore = watch.tabs();
  const name = await shownName(page, subject.spoke.button);
  if (name === undefined) {
    const seen: Login = {
      ended: "no button",
      asked: [],
      hops: watch.hops(from),
      landed: cleanUrl(page.url()),
      said: await textOf(page),
    };
    return { seen, page, clickedAt };
  }
  const asked: string[] = [];
  await route.onStop?.(page, "start");
  await press(page, route, "sign-in button", controlNamed(page, name)).catch(() => undefined);
  const tabs = () => [page, ...context.pages().slice(before)].filter((one) => !one.isClosed());
  const left = () => watch.mark() > clickedAt;
  const { ended, page: last = page } = await walkThrough(route, asked, tabs);
  if (ended === "stuck") await stopLoading(last);
  // libraries take the code off the address a moment after the session is there
  if (ended === "signed in") await atRest(last, watch, timeoutMs / 4);
  await route.onStop?.(last, "end");
  const held = state.holds(await storedBy(last, context));
  const said = ended === "signed in" ? undefined : await textOf(last);
  const seen: Login = {
    clicked: name,
    asked,
    ended: left() ? ended : "stuck",
    landed: cleanUrl(last.url()),
    landedParams: paramNames(last.url()),
    signOutShown: await isShown(controlNamed(last, subject.spoke.sign_out)),
    ...(ended === "signed in" && {
      signInShown: (await shownName(last, subject.spoke.button)) !== undefined,
    }),
    ...(held !== undefined && { sessionHeld: held }),
    opened: watch.tabs() - tabsBefore,
    hops: watch.hops(from),
    dialled: session.dialled().map((one) => ({ ...one })),
    ...(said !== undefined && { said }),
  };
  return { seen, page: last, clickedAt };
};
