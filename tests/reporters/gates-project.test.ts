import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname, extname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import type { Report } from "../../core/report.ts";
import { showOf } from "../../reporters/vitest/outcome.ts";
import { stripTracking } from "../../reporters/vitest/strip-tracking.ts";
import { openBrowser } from "./browser.ts";
import { writeRun } from "./run-folder.ts";
import { samples } from "./sample-reports.ts";
import { alice } from "./sample-subjects.ts";

const ROOT = join(import.meta.dirname, "../..");
const run = promisify(execFile);
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const folderOf = async (report: Report): Promise<string> => {
  const folder = await writeRun(report);
  folders.push(folder);
  return folder;
};

/** A process of its own: Vitest is started within it, and this one is a Vitest already. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_OPTIONS|TEST$)/.test(name)),
);

const show = async (runDir: string): Promise<{ ok: boolean; ms: number; exitCode: number | null }> => {
  const program = `
    const started = performance.now();
    const { showVerdicts } = await import("./reporters/vitest/show.ts");
    const { ok } = await showVerdicts({ runDir: process.argv[1], allure: true });
    console.log(JSON.stringify({ ok, ms: performance.now() - started, exitCode: process.exitCode ?? null }));
    process.exit(0);`;
  const { stdout, stderr } = await run(process.execPath, ["--input-type=module", "-e", program, runDir], {
    cwd: ROOT,
    env,
  });
  expect(stderr).toBe("");
  // Quiet: the one line is our own.
  expect(stdout.trim().split("\n")).toHaveLength(1);
  return JSON.parse(stdout);
};

interface AllureResult {
  readonly name: string;
  readonly status: string;
  readonly historyId: string;
  readonly testCaseId: string;
  readonly steps: readonly unknown[];
  readonly labels: readonly { readonly name: string; readonly value: string }[];
  readonly links: readonly { readonly url: string }[];
  readonly statusDetails: { readonly message?: string; readonly trace?: string };
  readonly description?: string;
}
const resultsOf = (runDir: string): readonly AllureResult[] =>
  globSync("allure-results/*-result.json", { cwd: runDir }).map((file) =>
    JSON.parse(readFileSync(join(runDir, file), "utf8")),
  );

test("a NO-GO run: every verdict is one test, and Allure tells failed, unknown and set aside apart", async () => {
  const runDir = await folderOf(samples.noGo);
  expect(await show(runDir)).toMatchObject({ ok: true, exitCode: null });
  const results = resultsOf(runDir);
  const { verdicts } = samples.noGo.readiness;
  expect(results.map(({ name }) => name).sort()).toEqual(
    [...verdicts.map(({ check }) => check), "decision"].sort(),
  );
  for (const { check, outcome, level } of verdicts) {
    const status = results.find(({ name }) => name === check)?.status;
    if (outcome === "pass") expect(status, check).toBe("passed");
    else if (outcome === "not-applicable" || level === "advisory") expect(status, check).toBe("skipped");
    else expect(status, check).toBe(outcome === "fail" ? "failed" : "broken");
  }
  expect(results.find(({ name }) => name === "decision")?.status).toBe("failed");
  const issuer = results.find(({ name }) => name === "endpoints/issuer-same-from-both-hosts");
  expect(issuer).toMatchObject({ historyId: "local/hub/endpoints/issuer-same-from-both-hosts", steps: [] });
  expect(issuer?.labels).toEqual(
    expect.arrayContaining([
      { name: "epic", value: "Gate 1: Endpoints" },
      { name: "spoke", value: "hub" },
      { name: "level", value: "required" },
      { name: "source", value: "S2:RULE-A" },
      { name: "threat", value: "RFC9700:4.4" },
    ]),
  );
  expect(issuer?.links.map(({ url }) => url)).toContain("https://www.rfc-editor.org/rfc/rfc9700#section-4.4");
  expect(issuer?.statusDetails.message).toContain('actual: "https://hubref.supabase.co/auth/v1/"');
  const all = JSON.stringify(results);
  expect(all).not.toContain(ROOT);
  expect(all).not.toContain(alice.truth.username);
  expect(results.find(({ name }) => name === "provider/cookies-safe")?.description).toContain(
    "ADVISORY FAILS: A cookie lacks protection",
  );
});

test("the history of a verdict is the same in the next run, and results do not pile up", async () => {
  const runDir = await folderOf(samples.go);
  await show(runDir);
  const ids = () =>
    resultsOf(runDir)
      .map(({ historyId, testCaseId }) => `${historyId} ${testCaseId}`)
      .sort();
  const first = ids();
  await show(runDir);
  expect(ids()).toEqual(first);
});

test("a person may run it: red for a NO-GO, green for a GO, an error for no run at all", async () => {
  const person = (runDir: string) =>
    run(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "--config", "vitest.gates.config.ts"], {
      cwd: ROOT,
      env: { ...env, GATES_RUN_DIR: runDir, NO_COLOR: "1" },
    }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        stdout: error.stdout + error.stderr,
      }),
    );
  const [red, green, none] = await Promise.all([
    person(await folderOf(samples.noGo)),
    person(await folderOf(samples.go)),
    person("/nonexistent"),
  ]);
  expect(red.code).toBe(1);
  expect(red.stdout).toContain("The two hosts name different issuers");
  expect(green.code).toBe(0);
  expect(green.stdout).toContain("ADVISORY FAILS: PKCE plain is advertised");
  expect(none.code).not.toBe(0);
});

test("an outcome is taken from verdicts.json: a kinder copy beside it changes nothing", async () => {
  const runDir = await folderOf(samples.noGo);
  const shown = join(runDir, "cargoworks-ai/shown.json");
  writeFileSync(shown, readFileSync(shown, "utf8").replaceAll('"outcome":"fail"', '"outcome":"pass"'));
  await show(runDir);
  expect(resultsOf(runDir).find(({ name }) => name === "endpoints/issuer-same-from-both-hosts")?.status).toBe(
    "failed",
  );
});

test("only a demonstrated pass is green", () => {
  const { verdicts } = samples.noGo.readiness;
  for (const verdict of verdicts) {
    const { as } = showOf({ verdict, words: undefined, excused: undefined, rests: [] });
    expect(as === "green", verdict.check).toBe(verdict.outcome === "pass");
  }
});

/** The report as `npm run report:allure` makes it, with the page as Allure itself wrote it left out. */
const generate = (runDir: string, ...args: string[]) =>
  run(process.execPath, ["scripts/report-allure.ts", runDir, ...args], { cwd: ROOT, env });

/** Serves a folder and opens it: every host that the page asks, and what it shows. */
const opened = async (folder: string): Promise<{ hosts: string[]; text: string }> => {
  const server = createServer(({ url = "/" }, answer) => {
    const file = join(
      folder,
      decodeURIComponent(new URL(url, "http://127.0.0.1").pathname).replace(/\/$/, "/index.html"),
    );
    if (!existsSync(file)) return answer.writeHead(404).end();
    answer.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    return answer.end(readFileSync(file));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    const hosts = new Set<string>();
    page.on("request", (request) => hosts.add(new URL(request.url()).hostname));
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.getByText("Gate 1: Endpoints").first().waitFor();
    return { hosts: [...hosts], text: (await page.locator("body").textContent()) ?? "" };
  } finally {
    await browser.close();
    server.close();
  }
};
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
};

test("npm run report:allure: gates as suites, known issues, one history, and not a word to anybody", async () => {
  const id = "endpoints/authorize-redirect-exact";
  const words = samples.waived.checks[id];
  if (!words) throw new Error(`the samples have no ${id}`);
  const checks = { ...samples.waived.checks, [id]: { ...words, needs: ["discovery.public"] } };
  const runDir = await folderOf({ ...samples.waived, checks });
  writeFileSync(join(runDir, "readiness.json"), JSON.stringify(samples.waived.readiness));
  await show(runDir);
  const waived = resultsOf(runDir).find(({ name }) => name === id);
  expect(waived?.labels).toContainEqual({ name: "standing", value: "Known issues: waived" });
  expect(waived?.links.map(({ url }) => url)).toContain("https://example.test/decisions/12");
  expect(JSON.stringify(waived)).toMatch(/"name":"discovery.public of hub".*"source":"[^"]+-attachment/);
  const history = join(runDir, "..", `history-${basename(runDir)}.jsonl`);
  folders.push(history);
  await generate(runDir, "--history", history);
  const { stdout } = await generate(runDir, "--history", history);
  expect(readFileSync(history, "utf8").trim().split("\n")).toHaveLength(2);
  const out = dirname(stdout.trim());
  folders.push(dirname(out));
  const page = readFileSync(join(out, "index.html"), "utf8");
  expect(page).not.toMatch(/googletagmanager|gtag|dataLayer|G-[A-Z0-9]{8,}/);
  expect(page).toContain('id="app"');
  const { hosts, text } = await opened(out);
  expect(hosts).toEqual(["127.0.0.1"]);
  expect(text).toContain("GO: cargoworks-ai on local");
  expect(text).toContain("Gate 2: Provider compatibility");
  // What was made wrong on purpose is shown, and is nobody's history.
  const planted = { ...samples.waived.readiness, faults: ["endpoints/no-hsts"] };
  writeFileSync(join(runDir, "readiness.json"), JSON.stringify(planted));
  await generate(runDir, "--history", history);
  expect(readFileSync(history, "utf8").trim().split("\n")).toHaveLength(2);
}, 120_000);

test("what the strip takes out of Allure's page is its analytics, and nothing else", () => {
  const page = `<head><script src="app-1.js" defer></script><script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script><script>window.dataLayer=[];gtag("js")</script></head><div id="app"></div>`;
  const stripped = stripTracking(page);
  expect(stripped).toBe('<head><script src="app-1.js" defer></script></head><div id="app"></div>');
  expect(stripTracking(stripped)).toBe(stripped);
});

test("an analytics script that hides from the strip is an error, not a leak", () => {
  expect(() => stripTracking('<link rel="preload" href="https://www.googletagmanager.com/gtag/js">')).toThrow(
    /analytics/,
  );
});
