import { copyFileSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshKey } from "../../core/bundle/keys.ts";
import type { Answer } from "../../core/evidence/piece.ts";
import { ROOT } from "../../scripts/paths.ts";
import { keepSettings } from "../../scripts/run/seal.ts";
import { openToolbox } from "../../scripts/run/toolbox.ts";
import { driftsOf } from "../../scripts/runs/drift.ts";
import { filesInFolder, openFiles } from "../../scripts/runs/files.ts";
import { keptRun } from "../../scripts/runs/kept-run.ts";
import { recordsFile } from "../../scripts/runs/records.ts";
import { rejudge } from "../../scripts/runs/rejudge.ts";
import type { Summed } from "../../scripts/runs/summary.ts";
import { verify } from "../../scripts/runs/verify.ts";
import { copyOf, editText, sealAgain } from "../bundle/sealed-run.ts";
import { openBrowser } from "../reporters/browser.ts";
import { gates, readinessIn } from "../support/cli.ts";

const toolbox = openToolbox();
const home = mkdtempSync(join(tmpdir(), "gates whole "));
const out = join(home, "run");
let ended: Awaited<ReturnType<typeof gates>>;
beforeAll(async () => {
  ended = await gates(["run", "--out", out, "--runs", home]);
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

test("the pilot in the local federation is GO, exit 0, with every report", () => {
  const { code, stdout, stderr } = ended;
  expect(stderr + stdout).not.toContain("Error of the harness");
  const readiness = readinessIn(out);
  expect(readiness).toMatchObject({
    decision: "GO",
    spoke: "cargoworks-ai",
    target: "local",
    harnessErrors: [],
  });
  expect(readiness.gates.map(({ gate, status }) => `${gate} ${status}`)).toEqual([
    "1 passed",
    "2 passed",
    "3 passed",
    "4 passed",
  ]);
  expect(code).toBe(0);
  for (const file of [
    "plan.json",
    "verdicts.json",
    "readiness.json",
    "report.html",
    "report.md",
    "junit.xml",
    "exchanges.har",
  ]) {
    expect(existsSync(join(out, "cargoworks-ai", file)), file).toBe(true);
  }
  expect(stdout).toContain("GO");
  expect(stdout).toMatch(/Decided after \d/);
  expect(JSON.parse(readFileSync(join(out, "run.json"), "utf8")).state).toBe("complete");
  expect(globSync(".reach*", { cwd: out })).toEqual([]);
  // A whole signed token in any file is a leak, whoever issued it.
  for (const file of globSync("**/*.{json,har,html,md,xml,txt}", { cwd: out })) {
    expect(readFileSync(join(out, file), "utf8"), file).not.toMatch(
      /eyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}/,
    );
  }
});

const problemsOf = async (run: string) =>
  verify(openFiles(run), await toolbox, { trust: [], maxAgeHours: undefined, now: new Date() }).problems.join(
    "\n",
  );
/** What is found after this edit of readiness.json, sealed again by somebody who says so in the manifest too. */
const edited = async (name: string, change: (text: string) => string, decision: "GO" | "NO-GO" = "GO") => {
  const folder = copyOf(out, join(home, name));
  editText(join(folder, "readiness.json"), change);
  sealAgain(folder, freshKey(), { decision });
  return problemsOf(folder);
};

test("gates, the table of Gate 4 and the decision follow from the verdicts, or the run is refused", async () => {
  expect(await problemsOf(out)).toBe("");
  const decision = (text: string) => text.replace('"decision": "GO"', '"decision": "NO-GO"');
  expect(await edited("decision", decision, "NO-GO")).toContain("it says NO-GO; its own verdicts say GO");
  const fails = (check: string) => (text: string) =>
    text.replace(new RegExp(`("check": "${check}",[^}]*?"outcome": )"pass"`), '$1"fail"');
  expect(await edited("row", fails("readiness/evidence-fresh"))).toContain(
    "it says fail of readiness/evidence-fresh; its own verdicts say pass",
  );
  const gate = (text: string) =>
    text.replace('"name": "Claims",\n   "status": "passed"', '"name": "Claims",\n   "status": "unknown"');
  expect(await edited("gate", gate)).toContain("it says that Gate 3 is unknown; its own verdicts say passed");
});

test("a run made with other checks is no way around it: its GO must follow from its own verdicts", async () => {
  const folder = copyOf(out, join(home, "other rules"));
  editText(join(folder, "readiness.json"), (text) =>
    text.replace(/("check": "endpoints\/issuer-same-from-both-hosts",[^}]*?"outcome": )"pass"/, '$1"fail"'),
  );
  const { harness } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  sealAgain(folder, freshKey(), { harness: { ...harness, rules: "other" } });
  expect(await problemsOf(folder)).toContain("it says GO; its own verdicts say");
});

test("a key of the run alone is told as what it proves, and a bundle of the run stays small", async () => {
  const verified = await gates(["verify", out]);
  expect(verified.stdout).toContain("made for this run alone");
  expect(verified.stdout).toContain("not who ran it");
  expect(verified.code).toBe(0);
  expect((await gates(["bundle", out, "--out", join(home, "bundles")])).code).toBe(0);
  const [bundle = ""] = filesInFolder(join(home, "bundles")).paths;
  expect(statSync(join(home, "bundles", bundle)).size).toBeLessThan(2_000_000);
});

test("what was approved is compared with: the same run is no drift, and every kind of change is told", async () => {
  const spokes = join(home, "spokes.yaml");
  copyFileSync(join(ROOT, "spokes.yaml"), spokes);
  const told = await gates([
    ...["baseline", "approve", out, "--spokes", spokes],
    ...["--by", "release engineering", "--why", "first whole run"],
  ]);
  expect(told.code, told.stderr).toBe(0);
  const promoted = await gates(["promote", "--spokes", spokes, "--runs", home]);
  expect(promoted.code, promoted.stdout + promoted.stderr).toBe(0);
  const kept = keptRun(openFiles(out));
  const { spoke } = rejudge(kept, await toolbox);
  const drifts = (run: Summed) => driftsOf({ path: spokes }, "local", spoke, run);
  const same = drifts(kept);
  expect(same.map(({ changes }) => changes)).toEqual([[], []]);
  expect(same[0]?.since).toMatch(/the baseline that release engineering approved on \d{4}-/);
  expect(same[1]?.since).toContain("was made permanent on");
  const { readiness } = kept;
  const [first, ...others] = readiness.verdicts;
  if (!first) throw new Error("the run judged nothing");
  const moved: Summed = {
    readiness: { ...readiness, decision: "NO-GO", verdicts: [{ ...first, outcome: "fail" }, ...others] },
    read: (place, name) => {
      const found = kept.read(place, name);
      if (found?.is !== "seen") return found;
      const text = JSON.stringify(found.value);
      if (name === "discovery.public") {
        const answer = { ...(found.value as Answer), headers: { "cache-control": "max-age=9" } };
        return { ...found, value: { ...answer, json: { issuer: "https://new.example" } } as never };
      }
      if (name === "jwks.public") return { ...found, value: { json: { keys: [{ kid: "new" }] } } as never };
      if (name === "backend.live") {
        const slow = text
          .replace(/"ms":[\d.]+/g, '"ms":9000')
          .replaceAll("api.cargoworks.ai", "api.moved.example");
        return { ...found, value: JSON.parse(slow) };
      }
      return { ...found, value: JSON.parse(text.replaceAll('"username":"', '"username":1,"was":"')) };
    },
  };
  const [baseline, permanent] = drifts(moved);
  const kinds = new Set(baseline?.changes.map(({ kind }) => kind));
  for (const kind of ["decision", "verdict", "metadata", "keys", "headers", "hosts", "claims"]) {
    expect(kinds, kind).toContain(kind);
  }
  expect(permanent?.changes.map(({ at }) => at)).toContain("live.issuer");
  // A run keeps what it was compared with, so that its report can be told again elsewhere.
  const again = join(home, "kept");
  keepSettings({ ...kept.settings, path: spokes }, again, "local", spoke.id);
  expect(driftsOf({ path: join(again, "settings/spokes.yaml") }, "local", spoke, kept)).toEqual(same);
  const file = recordsFile({ path: spokes }, "local", spoke.id, "baseline");
  editText(file, (text) =>
    text.replace('"decision": "GO"', '"decision": "NO-GO"').replace('"pass"', '"fail"'),
  );
  expect(() => drifts(kept)).toThrow(/edited by hand: approve a run again/);
});

test("personal data of the test users is masked for others, and shown to the team when it asks", async () => {
  const [alice] = keptRun(openFiles(out)).settings.contract.users;
  const account = String(alice?.truth.cargo_account_number);
  expect(account.length).toBeGreaterThan(5);
  const reports = (folder: string) =>
    filesInFolder(folder)
      .paths.filter((path) => /\.(html|md|xml|txt)$|shown\.json$/.test(path))
      .map((path) => readFileSync(join(folder, path), "utf8"));
  expect(reports(join(out, "cargoworks-ai")).filter((text) => text.includes(account))).toEqual([]);
  const again = await gates(["report", out, "--runs", home, "--show-personal"]);
  expect(again.code, again.stderr).toBe(0);
  expect(again.stdout).toContain("-personal");
  const page = readFileSync(again.stdout.trim(), "utf8");
  expect(page).toContain(account);
  expect(page).toContain("for the team&#39;s own eyes");
});

test("the report of a whole run is painted within a second, is small, and asks nothing of a network", async () => {
  const file = join(out, "cargoworks-ai/report.html");
  expect(statSync(file).size).toBeLessThan(5_000_000);
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const url = pathToFileURL(file).href;
    await page.goto(url);
    const painted = () =>
      page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
    await expect.poll(painted).toBeGreaterThan(0);
    expect(await painted()).toBeLessThan(1_000);
    expect(asked.filter((one) => one !== url && !one.startsWith("data:"))).toEqual([]);
  } finally {
    await browser.close();
  }
});
