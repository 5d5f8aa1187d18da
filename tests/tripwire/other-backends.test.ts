import { describe, expect, test } from "vitest";
import type { Doors, Exchange, Request } from "../../core/doors.ts";
import type { ClientSubject } from "../../core/subject.ts";
import { isTripwire, stampIn, tripwirePrefix } from "../../core/tripwire/fields.ts";
import { comesBackElsewhere } from "../../gates/provider/comes-back.ts";
import { inBrowser } from "../../gates/provider/refuses/begun-elsewhere.ts";
import loginCsrf from "../../gates/provider/refuses/login-csrf-refused.check.ts";
import { openIdLogin } from "../../probes/adapters/generic/login.ts";
import { spokeBrowser } from "../../probes/adapters/spoke-browser.ts";

const subject = {
  spoke: {
    id: "parts",
    callback: "https://api.parts.test/realms/spoke/broker/cargo-ac/endpoint",
    provider: { id: "cargo-ac" },
    backend: {
      url: "https://api.parts.test",
      auth_path: "/realms/spoke",
      login: {
        authorization: "/auth",
        token: "/token",
        userinfo: "/userinfo",
        client_id: "app",
        redirect_uri: "https://parts.test/",
        scope: "openid",
        provider_parameter: "idp_hint",
      },
    },
  },
} as unknown as ClientSubject;

interface Told {
  readonly location?: string;
  readonly cookie?: string;
  readonly json?: unknown;
}
/** A backend that answers each address as it is told, and what it was asked. */
const backend = (answers: Readonly<Record<string, Told>>) => {
  const asked: { readonly url: string; readonly request: Request }[] = [];
  const doors = {
    taint: () => undefined,
    http: {
      send: async (url: string, request: Request = {}): Promise<Exchange> => {
        asked.push({ url, request });
        const { location, cookie, json } = answers[new URL(url).pathname] ?? {};
        const headers = location === undefined ? {} : { location };
        return { status: 200, headers, setCookies: cookie ? [cookie] : [], json } as unknown as Exchange;
      },
    },
  } as unknown as Doors;
  return { doors, asked };
};
const base = "https://api.parts.test/realms/spoke";

describe("a browser at a backend that leads a login over pages of its own", () => {
  test("keeps its cookies and goes along until it is sent away", async () => {
    const { doors, asked } = backend({
      "/realms/spoke/auth": {
        location: `${base}/broker/cargo-ac/login`,
        cookie: "login=one; Path=/realms/spoke",
      },
      "/realms/spoke/broker/cargo-ac/login": { location: "https://login.test/authorize?state=x" },
    });
    const came = await spokeBrowser(subject, doors).go(`${base}/auth`);
    expect(came.to?.href).toBe("https://login.test/authorize?state=x");
    expect(came.at.pathname).toBe("/realms/spoke/broker/cargo-ac/login");
    expect(asked[1]?.request.headers).toMatchObject({ cookie: "login=one" });
  });

  test("another browser has none of its cookies, and nobody goes round in circles", async () => {
    const { doors, asked } = backend({
      "/realms/spoke/auth": { location: `${base}/auth`, cookie: "login=one" },
    });
    await spokeBrowser(subject, doors).go(`${base}/auth`);
    expect(asked.length).toBe(10);
    await spokeBrowser(subject, doors).go(`${base}/auth`);
    expect(asked[10]?.request.headers).not.toHaveProperty("cookie");
  });

  test("an address beside the auth API is not its own", async () => {
    const { doors, asked } = backend({
      "/realms/spoke/auth": { location: "https://api.parts.test/realms/spoke-of-another/x" },
    });
    await spokeBrowser(subject, doors).go(`${base}/auth`);
    expect(asked.length).toBe(1);
  });
});

describe("a backend that is an OpenID Provider to its own app", () => {
  test("begins with PKCE and names the provider", () => {
    const { url, verifier } = openIdLogin(subject, backend({}).doors).begin("gates-1");
    const { searchParams } = new URL(url);
    expect(url.startsWith(`${base}/auth?`)).toBe(true);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      client_id: "app",
      idp_hint: "gates-1",
      code_challenge_method: "S256",
    });
    expect(searchParams.get("code_challenge")).not.toBe(verifier);
  });

  test("redeems the code that came back to its app, and no other", async () => {
    const { doors, asked } = backend({ "/realms/spoke/token": { json: { access_token: "t" } } });
    const login = openIdLogin(subject, doors);
    expect(await login.session(new URL("https://parts.test/?code=c"), "v")).toBe("t");
    expect(new URLSearchParams(asked[0]?.request.body).get("code_verifier")).toBe("v");
    expect(await login.session(new URL("https://elsewhere.test/?code=c"), "v")).toBeUndefined();
    expect(await login.session(new URL("https://parts.test/?error=access_denied"), "v")).toBeUndefined();
    expect(asked.length).toBe(1);
  });

  test("without its settings the logins are not guessed", () => {
    const { login: _, ...plain } = subject.spoke.backend;
    const bare = { ...subject, spoke: { ...subject.spoke, backend: plain } } as ClientSubject;
    expect(() => openIdLogin(bare, backend({}).doors)).toThrow("backend.login");
  });
});

test("a registration is named as the backend names its providers", () => {
  expect(tripwirePrefix("custom:cargo-ac")).toBe("custom:cargo-gates-");
  expect(tripwirePrefix("cargo-ac")).toBe("cargo-gates-");
  expect([stampIn("custom:cargo-gates-x-1"), stampIn("cargo-gates-x-1")]).toEqual(["x-1", "x-1"]);
  expect(["cargo-ac", "custom:cargo-ac", "not-cargo-gates-x", undefined].some(isTripwire)).toBe(false);
});

test.each([
  ["broker/cargo-gates-1/endpoint", false],
  ["broker/cargo-ac/endpoint", false],
  ["broker/cargo-gates-1/endpoint/", true],
  ["broker/cargo-gates-1/other/endpoint", true],
  ["broker//endpoint", true],
])("a callback that names its provider: %s", (path, elsewhere) => {
  expect(comesBackElsewhere(`${base}/${path}`, subject.spoke)).toBe(elsewhere);
});

test("a callback that names none is compared byte for byte", () => {
  const spoke = { callback: "https://api.test/auth/v1/callback", provider: { id: "custom:cargo-ac" } };
  expect(comesBackElsewhere(spoke.callback, spoke)).toBe(false);
  expect(comesBackElsewhere(`${spoke.callback}/`, spoke)).toBe(true);
});

test.each([
  ["turned away before the code was redeemed", { callback: { status: 400 } }, "pass"],
  ["a session", { callback: { status: 302 }, touched: ["token"], session: true }, "fail"],
  ["a failing backend", { callback: { status: 502 } }, "unknown"],
  ["a backend that counts too many", { callback: { status: 429 } }, "unknown"],
  ["no answer", {}, "unknown"],
])("a login begun elsewhere, %s", (_what, foreign, outcome) => {
  const login = { hops: [{ url: `${base}/auth?code_challenge=x`, navigation: true }] };
  const logins = { logins: [{ name: "begun elsewhere", session: false, ...foreign }] };
  const ended = { ended: "signed in" };
  const refusal = { begun_elsewhere: { status: 400, app: { sessionHeld: false } } };
  const given = { tripwire: { logins }, browser: { login: { ...login, ...ended }, sso: ended }, refusal };
  expect(loginCsrf.judge(given as never, subject as never).is).toBe(outcome);
});

test.each([
  ["keeps no session", { status: 302, app: { sessionHeld: false } }, "pass"],
  [
    "shows who may sign in, sessions unknown by looks",
    { status: 302, app: { buttonShown: true, signOutShown: false } },
    "pass",
  ],
  ["holds a session", { status: 302, app: { sessionHeld: true } }, "fail"],
  ["shows that somebody is signed in", { status: 302, app: { signOutShown: true } }, "fail"],
  ["was told to wait", { status: 429, app: { sessionHeld: false } }, "unknown"],
  ["met a failing callback", { status: 502, app: { sessionHeld: false } }, "unknown"],
  ["shows neither", { status: 302, app: { buttonShown: false, signOutShown: false } }, "unknown"],
  ["was never asked", { unreached: "no callback" }, "unknown"],
])("a callback begun elsewhere, in a browser that %s", (_what, seen, outcome) => {
  const ended = { ended: "signed in" };
  expect(inBrowser(ended, ended, seen).is).toBe(outcome);
  // without the control only a session that is there says anything
  expect(inBrowser(ended, { ended: "stuck" }, seen).is).toBe(outcome === "fail" ? "fail" : "unknown");
});
