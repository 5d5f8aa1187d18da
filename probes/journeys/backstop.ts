import type { Page, Route } from "@playwright/test";
import type { Doors } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { type Scene, seenAt } from "./at-app.ts";
import { controlNamed, quiet, shownName, until } from "./page.ts";

const CLAIM = "app_access";

/** The same document without this app's key in any `app_access`, as a list or as an object. */
const withoutKey = (value: unknown, key: string): unknown => {
  if (Array.isArray(value)) return value.map((one) => withoutKey(one, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (name !== CLAIM) return [name, withoutKey(inner, key)];
      if (Array.isArray(inner)) return [name, inner.filter((one) => one !== key)];
      if (typeof inner !== "object" || inner === null) return [name, inner === key ? "" : inner];
      return [name, Object.fromEntries(Object.entries(inner).filter(([app]) => app !== key))];
    }),
  );
};

/** The token's claims without the key. Its signature no longer fits, which no page can see. Undefined: it has none. */
const thinned = (token: string, key: string): string | undefined => {
  const [header = "", claims = "", signature = ""] = token.split(".");
  try {
    const read: unknown = JSON.parse(Buffer.from(claims, "base64url").toString());
    const written = Buffer.from(JSON.stringify(withoutKey(read, key))).toString("base64url");
    return [header, written, signature].join(".");
  } catch {
    return undefined;
  }
};

const BODILESS = new Set(["content-length", "content-encoding", "transfer-encoding", "connection"]);

/**
 * Signs in where every answer that tells the page of its session lacks the app's key, as for a person whose grant is
 * gone. The backend is asked with the true token all the same: what ends the session is the app's own doing.
 */
export const withoutAppKey = async (
  page: Page,
  scene: Scene,
  doors: Doors,
): Promise<Evidence["refusal.backstop"]> => {
  const { session, subject, state, timeoutMs } = scene;
  const { backend, button, key } = subject.spoke;
  const real = new Map<string, string>();
  let changed = 0;
  let ended = 0;
  let first: string | undefined;
  let readable = true;
  let before: Promise<NonNullable<Evidence["refusal.backstop"]["before"]>> | undefined;

  const trueHeaders = (route: Route): Record<string, string> => {
    const headers = route.request().headers();
    const token = /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1];
    const known = token === undefined ? undefined : real.get(token);
    return known === undefined ? headers : { ...headers, authorization: `Bearer ${known}` };
  };
  const rewrite = async (route: Route): Promise<void> => {
    const request = route.request();
    const body = request.postData();
    const answer = await doors.http.send(request.url(), {
      method: request.method(),
      headers: trueHeaders(route),
      ...(body !== null && { body }),
    });
    const told = state.told(answer.json);
    let document = withoutKey(answer.json, key);
    if (told) {
      const { token, retold } = told;
      doors.taint(token, "native access token");
      const read = thinned(token, key);
      const thin = read ?? token;
      readable &&= read !== undefined;
      real.set(thin, token);
      first ??= token;
      before ??= state.whoAmI(token).then(({ seen }) => seen);
      await before;
      document = retold(thin, document);
    }
    if (JSON.stringify(document) !== JSON.stringify(answer.json)) changed += 1;
    const headers = Object.fromEntries(
      Object.entries(answer.headers).filter(([name]) => !BODILESS.has(name)),
    );
    await route.fulfill({
      status: answer.status ?? 502,
      headers,
      body: answer.json === undefined ? answer.text : JSON.stringify(document),
    });
  };
  const ofBackend = (url: URL) => url.href.startsWith(`${backend.url}/`);
  const handler = async (route: Route): Promise<void> => {
    const request = route.request();
    if (request.isNavigationRequest() || request.method() === "OPTIONS") return route.continue();
    if (state.endsSession(request.method(), request.url())) ended += 1;
    if (state.tellsOfSession(request.url())) return rewrite(route);
    return route.continue({ headers: trueHeaders(route) });
  };
  await session.context.route(ofBackend, (route) =>
    handler(route).catch(() => route.abort().catch(() => undefined)),
  );
  const name = await shownName(page, button);
  if (name === undefined) return { unreached: "no button" };
  const mark = session.watch.mark();
  await controlNamed(page, name)
    .click({ noWaitAfter: true })
    .catch(() => undefined);
  // the session came, and then nothing moves any more
  await until(
    async () => first !== undefined && (await quiet(page, session.watch, timeoutMs / 16)),
    timeoutMs / 2,
  );
  const app = await seenAt(page, scene);
  await session.context.unroute(ofBackend);
  if (first === undefined) {
    const last = session.watch.since(mark).findLast(({ hop }) => hop.navigation);
    return { unreached: `no session came: ${last?.hop.url ?? "the click led nowhere"}`, app };
  }
  const own = await state.whoAmI(first);
  return { changed, readable, ended, app, ...(before && { before: await before }), own: own.seen };
};
