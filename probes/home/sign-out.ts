import { type Doors, NotGiven } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import type { AccountHomeSubject, RegisteredClient } from "../../core/subject.ts";
import type { Session } from "../journeys/journey.ts";
import { controlNamed, isShown } from "../journeys/page.ts";
import { askToken, type ClientAuth, declaredAuth, redeem, tokensIn } from "../oauth/exchange.ts";
import { arrive, type HomeScene, type HomeTab, press, screenUrl } from "./at-home.ts";
import { codeFor, silentProbe, silentProbes } from "./silent.ts";

type SignedOut = Evidence["home.signout"];
type Refresh = NonNullable<SignedOut["refresh"]>;

/** Gives another browser everything that this one keeps: what somebody who copied it would have. */
const copyInto = async (from: Session, to: Session): Promise<void> => {
  const { cookies, origins } = await from.context.storageState();
  await to.context.addCookies(cookies);
  await to.context.addInitScript((kept) => {
    for (const { origin, localStorage: entries } of kept) {
      if (origin !== location.origin || sessionStorage.getItem("gates-copied")) continue;
      for (const { name, value } of entries) localStorage.setItem(name, value);
      sessionStorage.setItem("gates-copied", "1");
    }
  }, origins);
};

/** The first client whose secret is given: its refresh token shows what sign-out revokes. */
const clientWithSecret = (
  doors: Doors,
  clients: readonly RegisteredClient[],
): { readonly client: RegisteredClient; readonly auth: ClientAuth } | { readonly because: string } => {
  let because = "no client spoke is declared";
  for (const client of clients) {
    try {
      return { client, auth: declaredAuth(doors, { spoke: client }) };
    } catch (error) {
      if (!(error instanceof NotGiven)) throw error;
      because = error.message;
    }
  }
  return { because };
};

/** A refresh token of a spoke that signed in through this session; spends one and keeps the next, if there is one. */
const refreshable = async (
  scene: HomeScene,
  doors: Doors,
  clients: readonly RegisteredClient[],
): Promise<{ readonly told: Refresh; readonly again?: () => Promise<Answer> }> => {
  const found = clientWithSecret(doors, clients);
  if (!("client" in found)) return { told: { because: found.because } };
  const { client, auth } = found;
  const { hub } = scene;
  const code = await codeFor(scene, doors, client);
  if (!code) return { told: { spoke: client.id, because: "the hub gave no code for it" } };
  const first = tokensIn(await redeem(doors, { hub, spoke: client }, code, auth), code.request.nonce);
  if (first.refresh === undefined) {
    return { told: { spoke: client.id, because: "the hub gave no refresh token for it" } };
  }
  const refresh = (token: string) =>
    askToken(doors, hub.endpoints.token, client.client.id, auth, {
      grant_type: "refresh_token",
      refresh_token: token,
    });
  const spent = await refresh(first.refresh);
  const next = tokensIn(spent, code.request.nonce).refresh ?? first.refresh;
  return {
    told: { spoke: client.id, before: spent.seen },
    again: async () => (await refresh(next)).seen,
  };
};

/** Clicks sign-out on the dashboard and tells what stood for the person before, and what of it still works. */
export const signOutEverywhere = async (
  tab: HomeTab,
  other: Session,
  { clients }: AccountHomeSubject,
  doors: Doors,
): Promise<SignedOut> => {
  const { page, scene } = tab;
  const { home, session } = scene;
  const copy: HomeScene = { ...scene, session: other };
  const before = await silentProbes(scene, doors, clients);
  const { told, again } = await refreshable(scene, doors, clients);
  const one =
    clients.find(({ id }) => before.find(({ spoke }) => spoke === id)?.got === "code") ?? clients[0];
  await copyInto(session, other);
  const copyBefore = await silentProbe(copy, doors, one);

  await arrive(tab, screenUrl(scene, "dashboard"));
  const control = controlNamed(page, home.labels.sign_out);
  const shown = await isShown(control);
  doors.say(`signs out at ${home.app}`);
  const place = shown ? await press(tab, home.labels.sign_out) : undefined;
  const copyAfter = copyBefore && (await silentProbe(copy, doors, one));
  return {
    ...(place && { clicked: home.labels.sign_out, place }),
    before,
    after: await silentProbes(scene, doors, clients),
    ...(copyBefore && { copyBefore }),
    ...(copyAfter && { copyAfter }),
    refresh: { ...told, ...(again && { after: await again() }) },
  };
};
