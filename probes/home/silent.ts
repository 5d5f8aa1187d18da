import type { Doors } from "../../core/doors.ts";
import type { Silent } from "../../core/evidence/home.ts";
import type { HubSettings } from "../../core/spokes/schema.ts";
import type { RegisteredClient } from "../../core/subject.ts";
import { isShown, quiet, textOf, until } from "../journeys/page.ts";
import { type AuthorizationRequest, answers, authorizationRequest } from "../oauth/request.ts";
import type { Code } from "../oauth/session.ts";
import { type HomeScene, openTab } from "./at-home.ts";
import { staysAt } from "./leaving.ts";

/** Nothing asked for and nothing new for so long: the page waits for a person. */
const REST_MS = 250;

const consentName = (login: HubSettings["login"]): string =>
  login.driver === "page" ? login.consent : "Allow";

interface Asker {
  /** sends an authorization request through this browser; with `consents` it clicks the consent, once */
  readonly ask: (
    client: RegisteredClient,
    change: Readonly<Record<string, string>>,
    consents: boolean,
  ) => Promise<{ readonly silent: Silent; readonly code: Code | undefined }>;
  readonly close: () => Promise<void>;
}

/** One tab for any number of authorization requests; none of them gets to a redirect URI. */
const openAsker = async (scene: HomeScene, doors: Doors): Promise<Asker> => {
  const { hub, home, session, timeoutMs } = scene;
  let under: AuthorizationRequest | undefined;
  const stays = (url: URL): boolean => staysAt(hub, url) && !(under && answers(under, url));
  const { page, leaving } = await openTab(scene, doors, stays);
  const consent = page.getByRole("button", { name: consentName(hub.login), exact: true }).first();
  const password = page.getByLabel(home.labels.password).or(page.locator("input[type=password]")).first();
  const ask: Asker["ask"] = async (client, change, consents) => {
    const request = authorizationRequest(doors, { hub, spoke: client }, change);
    under = request;
    leaving.clear();
    await page.goto(request.url, { timeout: timeoutMs / 2 }).catch(() => undefined);
    let clicked = !consents;
    await until(async () => {
      if (leaving.to().length > 0) return true;
      if (!clicked && (await isShown(consent))) {
        clicked = true;
        await consent.click({ noWaitAfter: true }).catch(() => undefined);
        return false;
      }
      return quiet(page, session.watch, REST_MS);
    }, timeoutMs / 2);
    const landed = URL.parse(leaving.to()[0] ?? "");
    const code = landed?.searchParams.get("code");
    const error = landed?.searchParams.get("error");
    const spoke = client.id;
    if (code) return { silent: { spoke, got: "code" }, code: { code, request } };
    if (error) return { silent: { spoke, got: error.slice(0, 100) }, code: undefined };
    const got = (await isShown(password))
      ? "asks for credentials"
      : (await isShown(consent))
        ? "asks for consent"
        : "page";
    return { silent: { spoke, got, said: await textOf(page, 200) }, code: undefined };
  };
  return { ask, close: () => page.close().catch(() => undefined) };
};

/**
 * What each spoke's silent probe gets in this browser: whether there is a Cargo session, without a word to the user.
 * One after the other: what one page does while it loads must not look like another's.
 */
export const silentProbes = async (
  scene: HomeScene,
  doors: Doors,
  clients: readonly RegisteredClient[],
): Promise<Silent[]> => {
  const { ask, close } = await openAsker(scene, doors);
  const seen: Silent[] = [];
  for (const client of clients) seen.push((await ask(client, { prompt: "none" }, false)).silent);
  await close();
  return seen;
};

/** The same for one spoke; undefined when there is none. */
export const silentProbe = async (
  scene: HomeScene,
  doors: Doors,
  client: RegisteredClient | undefined,
): Promise<Silent | undefined> => (await silentProbes(scene, doors, client ? [client] : [])).at(0);

/** A code for this spoke out of the session of this browser, consent given where it is asked. */
export const codeFor = async (
  scene: HomeScene,
  doors: Doors,
  client: RegisteredClient,
): Promise<Code | undefined> => {
  const { ask, close } = await openAsker(scene, doors);
  const { code } = await ask(client, {}, true);
  await close();
  return code;
};
