import { join } from "node:path";
import { chromium } from "@playwright/test";
import { afterAll, expect, test } from "vitest";
import { fail, type Judgement, pass } from "../../core/check.ts";
import { alsoIn, notTried } from "../../core/other-browsers.ts";
import { spokesFile } from "../../core/spokes/schema.ts";
import { findBrowser } from "../../probes/browser/find.ts";
import { ROOT } from "../../scripts/paths.ts";
import { otherBrowserLines } from "../../scripts/run/other-browsers.ts";
import { openBrowser, walkWorld } from "./world.ts";

const browser = await openBrowser();
afterAll(() => browser.close());

const CORE = ["login-completes", "sso-silent", "global-logout-fires", "third-party-cookies-blocked"].map(
  (slug) => `provider/${slug}`,
);
const GONE = { engine: "firefox", name: "firefox", executable: "/nowhere/firefox" } as const;

test("login, single sign-on, sign-out and blocked cookies are cases of the same checks; what cannot start is told", {
  timeout: 60_000,
}, async () => {
  const { executablePath } = await findBrowser({ env: process.env, cache: join(ROOT, ".cache") });
  // any Chromium is a second browser here
  const executable = executablePath ?? chromium.executablePath();
  const second = { engine: "chromium", name: "second", executable } as const;
  const { verdicts, read, harnessErrors } = await walkWorld(browser, {
    browsers: [second, GONE],
    feeding: CORE,
  });
  expect(harnessErrors).toEqual([]);
  const found = read("cargoworks-ai", "browsers.others");
  const seen = found?.is === "seen" ? (found.value as Parameters<typeof notTried>[0]) : {};
  expect(notTried(seen)).toEqual(["Not tried in firefox: /nowhere/firefox cannot be started."]);
  for (const id of CORE) {
    const verdict = verdicts.find(({ check }) => check === id);
    expect(verdict?.outcome, id).toBe("pass");
    const names = (verdict?.cases ?? []).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith("in second")).length, id).toBeGreaterThan(0);
    expect(
      names.filter((name) => name.startsWith("in firefox")),
      id,
    ).toEqual([]);
  }
});

const judged = (other: Judgement, browsers = [GONE]) =>
  alsoIn(pass, { browsers }, { others: [{ name: "firefox" }] }, () => other);

test("what fails in one further browser fails the check, and says in which", () => {
  const verdict = judged(fail("the second click", "signed in", "stuck"));
  expect(verdict).toMatchObject({ is: "fail", at: "the second click" });
  expect(verdict.cases?.map(({ name, outcome }) => `${name}: ${outcome}`)).toEqual([
    "in chromium: pass",
    "in firefox: fail",
  ]);
});

test("a browser that is named and of which nothing is known leaves the check open, never passed", () => {
  expect(judged(pass, [{ ...GONE, name: "firefox" }]).is).toBe("pass");
  const other = { engine: "webkit", name: "webkit" } as const;
  expect(alsoIn(pass, { browsers: [other] }, { others: [] }, () => pass).is).toBe("unknown");
  expect(alsoIn(pass, {}, {}, () => pass).is).toBe("unknown");
});

test("one that was not tried changes nothing, and is told with the reason", async () => {
  const others = [
    { name: "webkit", notTried: "it is not installed" },
    { name: "edge", blocked: { untried: "no" } },
  ];
  expect(alsoIn(pass, {}, { others: others.slice(0, 1) }, () => fail("x", 1, 2))).toBe(pass);
  expect(notTried({ others })).toEqual([
    "Not tried in webkit: it is not installed.",
    "Without third-party cookies nothing was tried in edge: no.",
  ]);
  expect(await otherBrowserLines([GONE])).toEqual([
    "not tried in firefox: /nowhere/firefox cannot be started",
  ]);
});

test("a second chromium needs a program, and two of one engine need names", () => {
  const wrong = (browsers: unknown) =>
    spokesFile.shape.browsers.safeParse(browsers).error?.issues.map(({ message }) => message);
  expect(wrong([{ engine: "firefox" }, { engine: "webkit" }])).toBeUndefined();
  expect(wrong([{ engine: "chromium" }])?.[0]).toMatch(/an executable beside engine: chromium/);
  expect(wrong([{ engine: "firefox" }, { engine: "firefox" }])?.[0]).toMatch(/a name for each/);
  expect(wrong([{ engine: "firefox", executable: "firefox" }])?.[0]).toMatch(/an absolute path/);
});
