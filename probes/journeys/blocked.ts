import type { Page } from "@playwright/test";
import type { Evidence } from "../../core/evidence/index.ts";
import { forgetSession, type Scene, untilButton } from "./at-app.ts";
import type { Person } from "./journey.ts";
import { until, visit, within } from "./page.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";

const MARK = "gates_third_party_mark";

/** Runs in the page: a request from it to the hub, as any script of the app might make one. */
const askAcross = async (url: string): Promise<void> => {
  await fetch(url, { mode: "no-cors", credentials: "include", cache: "no-store" }).catch(() => undefined);
};

/** Whether a cookie of ours for the hub's host goes along with a request of the spoke's page. Undefined: none was seen. */
export const sendsAcross = async (page: Page, { session, subject }: Scene): Promise<boolean | undefined> => {
  const { hub } = subject;
  const { context } = session;
  await context.addCookies([{ name: MARK, value: "1", url: hub.public_url, secure: true, sameSite: "None" }]);
  const protocol = await context.newCDPSession(page).catch(() => undefined);
  if (!protocol) return undefined;
  let sent: boolean | undefined;
  protocol.on("Network.requestWillBeSentExtraInfo", ({ associatedCookies }) => {
    const ours = associatedCookies.find(({ cookie }) => cookie.name === MARK);
    if (ours) sent = ours.blockedReasons.length === 0;
  });
  await protocol.send("Network.enable");
  await within(page.evaluate(askAcross, hub.endpoints.discovery), 3000, undefined);
  await until(() => sent !== undefined, 500);
  await protocol.detach().catch(() => undefined);
  return sent;
};

/** Chromium's own switch; other engines have none that a program reaches, and then the control stays open. */
const blockThirdParties = async (page: Page, { session }: Scene): Promise<void> => {
  const protocol = await session.context.newCDPSession(page).catch(() => undefined);
  const settings = {
    enableThirdPartyCookieRestriction: true,
    disableThirdPartyCookieMetadata: true,
    disableThirdPartyCookieHeuristics: true,
  };
  await protocol?.send("Network.enable").catch(() => undefined);
  await protocol?.send("Network.setCookieControls", settings).catch(() => undefined);
};

/** Login, single sign-on and sign-out in a browser that sends no third-party cookies. */
export const withoutThirdParties = async (
  page: Page,
  scene: Scene,
  person: Person,
): Promise<Omit<Evidence["session.blocked"], "sentUsually">> => {
  const { session, subject, timeoutMs } = scene;
  const { app } = subject.spoke;
  await blockThirdParties(page, scene);
  await visit(page, `${app}/`, timeoutMs);
  await untilButton(page, scene);
  const sentHere = await sendsAcross(page, scene);
  const told = sentHere === undefined ? {} : { sentHere };
  const login = await signIn(page, { ...scene, person }, session.watch.mark());
  if (login.seen.ended !== "signed in") return { ...told, login: login.seen };
  await forgetSession(login.page, session);
  await visit(login.page, `${app}/`, timeoutMs);
  await untilButton(login.page, scene);
  const sso = await signIn(login.page, { ...scene, person, silent: true }, session.watch.mark());
  if (sso.seen.ended !== "signed in") return { ...told, login: login.seen, sso: sso.seen };
  const out = await signOut(sso.page, scene);
  const next = await signIn(sso.page, { ...scene, person, silent: true }, session.watch.mark());
  return {
    ...told,
    login: login.seen,
    sso: sso.seen,
    signedOut: out.sessionHeld === false,
    hubSessionEnded: next.seen.ended === "credentials asked",
  };
};
