import { Secret, TOTP } from "otpauth";
import { afterAll, expect, test } from "vitest";
import type { Fault } from "../../core/fault.ts";
import { createTaint } from "../../core/redact.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { type Ask, html } from "../../fixtures/federation/site.ts";
import { startFederation } from "../../fixtures/federation/start.ts";
import type { World } from "../../fixtures/federation/world.ts";
import { loginDriver } from "../../probes/drivers/login.ts";
import { openDoors } from "../../probes/http/doors.ts";
import { authorizationRequest } from "../../probes/oauth/request.ts";
import { authorizeWith } from "../../probes/oauth/session.ts";
import { reachOf } from "../../scripts/run/reach.ts";
import { bench } from "../support/try-world.ts";

const { settings, all, trust } = await bench();
const pilot = all.find(({ id }) => id === "cargoworks-ai") as ClientSubject;
const names = { email: "Email", password: "Password", submit: "Sign in", consent: "Allow", code: "Code" };
const hub = { ...pilot.hub, login: { driver: "page" as const, ...names } };
const subject: ClientSubject = { ...pilot, hub };
const federation = await startFederation({
  file: settings.file,
  contract: settings.contract,
  target: "local",
  spoke: pilot.id,
  secret: settings.secret,
  trust,
});
const taint = createTaint();
const reach = { ...reachOf(settings.file, "local", "test", settings.relative, federation), timeoutMs: 8000 };
const doors = openDoors({ reach, env: process.env, taint, say: () => {} });
const alice = settings.contract.users.find(({ id }) => id === "alice");
afterAll(async () => {
  await doors.close();
  await federation.close();
});

test("a person signs in through the pages; the callback itself is never requested", async () => {
  const browser = loginDriver(doors, hub);
  const request = authorizationRequest(doors, subject);
  const before = await authorizeWith(browser, hub, request);
  expect(before.walk.ended).toBe("page");
  const { landed, walk } = await authorizeWith(browser, hub, request, alice);
  expect(walk.ended).toBe("arrived");
  expect(landed?.href.startsWith(pilot.spoke.callback)).toBe(true);
  expect(landed?.searchParams.get("code")).toBeTruthy();
  expect(JSON.stringify(walk)).not.toContain(landed?.searchParams.get("code"));
  expect(walk.hops?.some(({ url }) => url?.startsWith(pilot.spoke.callback))).toBe(false);
  const again = await authorizeWith(browser, hub, authorizationRequest(doors, subject));
  expect(again.walk.ended).toBe("arrived");
  const out = await browser.sendAcross(hub.endpoints.logout, {
    method: "POST",
    headers: { origin: pilot.spoke.app },
  });
  expect(out.status).toBe(204);
  const after = await authorizeWith(browser, hub, authorizationRequest(doors, subject));
  expect(after.walk.ended).toBe("page");
});

/** Asks for a one-time code between the password and what comes after it, as a hub with a second factor does. */
const secondFactor = (totp: TOTP): Fault<World> => ({
  why: "a second factor",
  breaks: [],
  seenBy: "http",
  apply: (world) => {
    const waiting = new Map<string, Ask>();
    const proven = "x-second-factor";
    world.tampers.push({
      host: world.at.publicHost,
      method: "POST",
      path: /\/interaction\/[^/]+\/login$/,
      // the right code lets the password through that came before it
      ask: (ask) => {
        const token = new URLSearchParams(ask.body).get("code") ?? "";
        const before = waiting.get(ask.url.pathname);
        return before && totp.validate({ token, window: 1 }) !== null
          ? { ...before, headers: { ...before.headers, [proven]: "yes" } }
          : ask;
      },
      before: (ask) => {
        if (ask.headers[proven] !== undefined) return undefined;
        if (new URLSearchParams(ask.body).has("password")) waiting.set(ask.url.pathname, ask);
        return html(
          200,
          `<!doctype html><title>Code</title><form method="post" action="${ask.url.pathname}"><label>Code <input name="code"></label><button>Sign in</button></form>`,
        );
      },
    });
  },
});

test("a second factor: the code of now is typed where it is asked for, and never kept", async () => {
  const secret = new Secret({ size: 20 }).base32;
  process.env.GATES_TEST_TOTP = secret;
  const totp = new TOTP({ secret: Secret.fromBase32(secret), period: 30 });
  const own = await startFederation({
    file: settings.file,
    contract: settings.contract,
    target: "local",
    spoke: pilot.id,
    secret: settings.secret,
    trust,
    faults: [secondFactor(totp)],
  });
  const there = { ...reachOf(settings.file, "local", "test", settings.relative, own), timeoutMs: 8000 };
  const entrance = openDoors({ reach: there, env: process.env, taint: createTaint(), say: () => {} });
  try {
    if (!alice) throw new Error("no alice");
    const with2 = { ...alice, totp: "env:GATES_TEST_TOTP" };
    const without = await authorizeWith(
      loginDriver(entrance, hub),
      hub,
      authorizationRequest(entrance, subject),
      alice,
    );
    expect(without.walk.ended).toBe("refused");
    const { walk } = await authorizeWith(
      loginDriver(entrance, hub),
      hub,
      authorizationRequest(entrance, subject),
      with2,
    );
    expect(walk.ended).toBe("arrived");
    expect(JSON.stringify(walk)).not.toContain(totp.generate());
  } finally {
    await entrance.close();
    await own.close();
  }
});

test("where nothing bears the names of the settings, a form says itself what sends it and what agrees", async () => {
  const unlike = { ...names, submit: "Enter", consent: "Agree" };
  const browser = loginDriver(doors, { ...hub, login: { driver: "page", ...unlike } });
  const { walk } = await authorizeWith(browser, hub, authorizationRequest(doors, subject), alice);
  expect(walk.ended).toBe("arrived");
});

test("wrong credentials end as refused, a wrong redirect URI without arriving", async () => {
  const browser = loginDriver(doors, hub);
  if (!alice) throw new Error("no alice");
  const stranger = { ...alice, email: "nobody@gates.example" };
  const refused = await authorizeWith(browser, hub, authorizationRequest(doors, subject), stranger);
  expect(refused.walk.ended).toBe("refused");
  const astray = authorizationRequest(doors, subject, { redirect_uri: "https://gates.example/callback" });
  const { landed, walk } = await authorizeWith(browser, hub, astray);
  expect([landed, walk.ended, walk.hops?.at(-1)?.status]).toEqual([undefined, "refused", 400]);
});
