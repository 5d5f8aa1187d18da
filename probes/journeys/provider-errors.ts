import type { Page } from "@playwright/test";
import type { Doors } from "../../core/doors.ts";
import type { Evidence } from "../../core/evidence/index.ts";
import { type Scene, seenAt, untilButton } from "./at-app.ts";
import { isAuthorizeRequest } from "./authorize-request.ts";
import { controlNamed, originOf, quiet, shownName, until, visit } from "./page.ts";

/** What a provider sends the browser back with when a login fails; the last is a code that it never gave. */
const CASES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["access_denied", { error: "access_denied", error_description: "The person did not agree" }],
  ["server_error", { error: "server_error", error_description: "The provider failed" }],
  ["a code that cannot be redeemed", { code: "gates-no-such-code" }],
];

/**
 * Starts a login, and before the person has done anything at the hub lets the same browser call the callback as the
 * hub would after a failure: with this login's own state.
 */
export const afterErrors = async (
  page: Page,
  scene: Scene,
  doors: Doors,
): Promise<Evidence["refusal.errors"]> => {
  const { session, subject, timeoutMs } = scene;
  const { app, backend, button, callback } = subject.spoke;
  const { watch } = session;
  const { issuer } = subject.hub;

  const tried = async ([name, params]: (typeof CASES)[number]) => {
    await visit(page, `${app}/`, timeoutMs);
    await untilButton(page, scene);
    const shown = await shownName(page, button);
    if (shown === undefined) return { name, unreached: "no button" };
    const mark = watch.mark();
    const request = () =>
      watch.since(mark).find(({ url, hop }) => hop.navigation && isAuthorizeRequest(url, backend.url));
    await controlNamed(page, shown)
      .click({ noWaitAfter: true })
      .catch(() => undefined);
    await until(() => request() !== undefined, timeoutMs / 4);
    const state = URL.parse(request()?.url ?? "")?.searchParams.get("state");
    if (!state) return { name, unreached: "the click led to no authorization endpoint" };
    doors.taint(state, "state");
    // a navigation that is still under way would end ours
    await until(async () => originOf(page.url()) !== app && (await quiet(page, watch, 60)), timeoutMs / 2);
    const query = new URLSearchParams({ ...params, state, ...(issuer !== undefined && { iss: issuer }) });
    const { status } = await visit(page, `${callback}?${query}`, timeoutMs);
    await untilButton(page, scene);
    return { name, ...(status !== undefined && { status }), app: await seenAt(page, scene) };
  };
  await visit(page, `${app}/`, timeoutMs);
  await untilButton(page, scene);
  const front = await seenAt(page, scene);
  const cases = [];
  for (const one of CASES) cases.push(await tried(one));
  return { front, cases };
};
