import { afterAll, expect, test } from "vitest";
import { NAMES } from "../../core/evidence/index.ts";
import type { Fault } from "../../core/fault.ts";
import { hangUp, html } from "../../fixtures/federation/site.ts";
import type { World } from "../../fixtures/federation/world.ts";
import { openBrowser, walkWorld } from "./world.ts";

const browser = await openBrowser();
afterAll(() => browser.close());

const fault = (apply: (world: World) => void): Fault<World> => ({
  why: "trouble",
  breaks: [],
  seenBy: "browser",
  apply,
});
const host = (url: string) => new URL(url).host;
const BROWSER = ["provider/one-button", "provider/login-completes", "provider/retired-routes-gone"];

test("what is kept of a login holds no token, password, code or cookie", { timeout: 60_000 }, async () => {
  const { read, verdicts, shots } = await walkWorld(browser);
  const kept = JSON.stringify(
    NAMES.filter((name) => /^(?:browser|provider|refusal)\./.test(name)).map((name) =>
      read("cargoworks-ai", name),
    ),
  );
  expect(verdicts.length).toBeGreaterThan(15);
  expect(kept).not.toMatch(/eyJ[\w-]{10,}\.[\w-]{10,}/);
  for (const [name, value] of Object.entries(process.env)) {
    if (name.startsWith("GATES_") && value !== undefined) expect(kept).not.toContain(value);
  }
  expect(kept).not.toMatch(/[?&#](?:code|state|access_token|refresh_token)=[A-Za-z0-9_-]{16,}/);
  expect(shots.map(({ name }) => name).sort()).toEqual([
    "cancelled",
    "consent",
    "ended",
    "error-explained",
    "hub",
    "no-access",
    "signed-out",
    "signed-out",
    "start",
    "unentitled",
  ]);
});

test("without a password nothing of a login is decided, and it is said what to give", async () => {
  const env = { ...process.env, GATES_ALICE_PASSWORD: "", GATES_DORA_PASSWORD: "" };
  const { verdicts, harnessErrors } = await walkWorld(browser, { env, feeding: BROWSER });
  expect(harnessErrors).toEqual([]);
  const login = verdicts.find(({ check }) => check === "provider/login-completes");
  expect(login).toMatchObject({ outcome: "unknown" });
  expect(login?.because).toContain("GATES_DORA_PASSWORD");
  expect(verdicts.find(({ check }) => check === "provider/one-button")?.outcome).toBe("pass");
});

test.each([
  ["is down", () => hangUp],
  ["answers with an empty page", () => html(200, "")],
  ["never answers", () => new Promise<never>(() => {})],
])(
  "an app that %s: nothing about it passes, nothing of ours breaks, and it ends in time",
  async (_, before) => {
    const started = performance.now();
    const { verdicts, harnessErrors } = await walkWorld(browser, {
      faults: [fault((world) => world.tampers.push({ host: host(world.at.app), before }))],
      feeding: BROWSER,
      reach: { timeoutMs: 1200 },
    });
    expect(harnessErrors).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(10);
    const allowed = ["provider/no-secret-in-page"];
    const passed = verdicts.filter(({ outcome, check }) => outcome === "pass" && !allowed.includes(check));
    expect(passed.map(({ check }) => check)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(20_000);
  },
);

test("a hub that never answers holds a login for a bounded time", async () => {
  const started = performance.now();
  const { verdicts, harnessErrors } = await walkWorld(browser, {
    faults: [
      fault((world) =>
        world.tampers.push({ host: world.at.publicHost, before: () => new Promise<never>(() => {}) }),
      ),
    ],
    feeding: ["provider/login-completes"],
    reach: { timeoutMs: 1500 },
  });
  expect(harnessErrors).toEqual([]);
  expect(verdicts.find(({ check }) => check === "provider/login-completes")?.outcome).toBe("fail");
  expect(performance.now() - started).toBeLessThan(15_000);
});

test("a hub that is down is told by the login, and everything after it is unknown because of it", async () => {
  const { verdicts, harnessErrors } = await walkWorld(browser, {
    faults: [fault((world) => world.tampers.push({ host: world.at.publicHost, before: () => hangUp }))],
    feeding: ["provider/login-completes"],
    reach: { timeoutMs: 2000 },
  });
  expect(harnessErrors).toEqual([]);
  const failed = verdicts.filter(({ outcome }) => outcome === "fail").map(({ check }) => check);
  expect(failed).toEqual(["provider/login-completes"]);
  const signout = verdicts.find(({ check }) => check === "provider/global-logout-fires");
  expect(signout).toMatchObject({ outcome: "unknown", resolvedBy: "provider/login-completes" });
});

test("a session that a journey leaves behind is ended when it is through, also where its login failed", async () => {
  const ended: string[] = [];
  const { read, harnessErrors } = await walkWorld(browser, {
    faults: [
      fault((world) =>
        world.tampers.push(
          { host: host(world.at.api), path: "/auth/v1/callback", before: () => html(500, "no") },
          {
            host: world.at.publicHost,
            method: "POST",
            path: `${world.at.base}/logout`,
            ask: (ask) => {
              ended.push(String(ask.headers.cookie));
              return ask;
            },
          },
        ),
      ),
    ],
    feeding: ["provider/login-completes"],
    reach: { timeoutMs: 3000 },
  });
  expect(harnessErrors).toEqual([]);
  expect(read("cargoworks-ai", "browser.login")).toMatchObject({
    value: { asked: ["credentials", "consent"] },
  });
  expect(ended.some((cookie) => cookie.includes("cargo_session="))).toBe(true);
});

test("a password is never typed on a page that is not the hub's", async () => {
  const form = `<!doctype html><form method="post"><label>Email <input name="email"></label><label>Password <input type="password" name="password"></label><button>Sign in</button></form>`;
  const posted: string[] = [];
  const { read, harnessErrors } = await walkWorld(browser, {
    faults: [
      fault((world) =>
        world.tampers.push({
          host: host(world.at.api),
          path: "/auth/v1/authorize",
          before: (ask) => {
            if (ask.method === "POST") posted.push(ask.body);
            return html(200, form);
          },
        }),
      ),
    ],
    feeding: ["provider/login-completes"],
  });
  expect(harnessErrors).toEqual([]);
  expect(posted).toEqual([]);
  expect(read("cargoworks-ai", "browser.login")).toMatchObject({
    value: { ended: "credentials asked by api.cargoworks.ai", asked: [] },
  });
});
