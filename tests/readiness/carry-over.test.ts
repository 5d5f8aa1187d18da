import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshKey, publicJwk, thumbprintOf } from "../../core/bundle/keys.ts";
import type { Reader } from "../../core/store.ts";
import { ROOT } from "../../scripts/paths.ts";
import { openToolbox } from "../../scripts/run/toolbox.ts";
import { carryOver } from "../../scripts/runs/carry-over.ts";
import { filesInFolder, openFiles } from "../../scripts/runs/files.ts";
import { keptRun } from "../../scripts/runs/kept-run.ts";
import { rejudge } from "../../scripts/runs/rejudge.ts";
import { verify } from "../../scripts/runs/verify.ts";
import { copyOf, editText, flipByte, sealAgain } from "../bundle/sealed-run.ts";
import { gates, readinessIn } from "../support/cli.ts";

const key = freshKey();
const env = { GATES_SIGNING_KEY: JSON.stringify(key.export({ format: "jwk" })) };
const ROWS = [
  "endpoints/branded-backend-is-live",
  "provider/cargo-provider-settings-match",
  "provider/issuer-honoured",
  "provider/refuses-wrong-issuer",
];
const carriedRows = ROWS.slice(2);

/** spokes.yaml with a second target that nothing may be changed on, and one key that is trusted. */
const settingsIn = (folder: string): string => {
  const file = join(folder, "spokes.yaml");
  const text = readFileSync(join(ROOT, "spokes.yaml"), "utf8")
    .replace(
      "\n  production:\n",
      [
        "",
        "  live:",
        "    embedded: true",
        "    issuer: https://hubref.supabase.co/auth/v1",
        "    read_only: true",
        "    carry_over_from: local",
        "",
        "  production:",
        "",
      ].join("\n"),
    )
    .replace(
      "trusted_keys: []",
      `trusted_keys: [{ thumbprint: ${thumbprintOf(publicJwk(key))}, owner: test }]`,
    );
  writeFileSync(file, text);
  return file;
};

const now = new Date();
const toolbox = openToolbox();
let folder: string;
let there: string;
let here: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gates carry "));
  const spokes = settingsIn(folder);
  const run = async (name: string, target: string): Promise<string> => {
    const { code, stderr } = await gates(
      [
        ...["run", "--spokes", spokes, "--target", target, "--runs", folder],
        ...["--out", join(folder, name), ...ROWS.flatMap((check) => ["--check", check])],
      ],
      env,
    );
    if (code !== 0) throw new Error(`${name}: ${stderr}`);
    return join(folder, name);
  };
  there = await run("there", "local");
  here = await run("here", "live");
}, 90_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const problemsOf = async (run: string) =>
  verify(openFiles(run), await toolbox, { trust: [], maxAgeHours: undefined, now: new Date() }).problems;

/** What would be carried over to the run from these, by what it saw itself. */
const carriedFrom = async (
  others: readonly string[],
  change: { readonly read?: (read: Reader) => Reader; readonly now?: Date } = {},
) => {
  const kept = keptRun(openFiles(here));
  const { verdicts, spoke } = rejudge(kept, await toolbox);
  const { notes, ...carried } = carryOver({
    toolbox: await toolbox,
    settings: kept.settings,
    target: "live",
    spoke,
    verdicts,
    read: change.read?.(kept.read) ?? kept.read,
    now: change.now ?? new Date(),
    candidates: () => others.map(openFiles),
  });
  return { count: carried.verdicts.filter((one) => one.carried).length, said: notes.join() };
};

test("what the tripwire showed on one target counts on another that is the same, and is told as such", () => {
  const { verdicts, notes = [] } = readinessIn(here);
  const shown = verdicts.filter(({ check }) => carriedRows.includes(check));
  expect(shown.map(({ outcome, carried }) => `${outcome} ${carried?.target}`)).toEqual([
    "pass local",
    "pass local",
  ]);
  expect(notes.join()).toContain("2 rows of Gate 2 are carried over from local");
  expect(shown[0]?.note).toContain("shown on local, run ");
  const report = readFileSync(join(here, "cargoworks-ai/report.html"), "utf8");
  expect(report).toContain("shown on local, run ");
});

test("the run keeps what it rests on: others judge it again, and find what was done to it", async () => {
  expect(await problemsOf(here)).toEqual([]);
  const touched = copyOf(here, join(folder, "touched"));
  const [kept = ""] = filesInFolder(touched).paths.filter((path) => path.startsWith("carried/"));
  flipByte(join(touched, kept));
  sealAgain(touched, key);
  expect((await problemsOf(touched)).join()).toContain(
    "stands as pass; the same checks on its evidence say unknown",
  );
  const missing = copyOf(here, join(folder, "missing"));
  rmSync(join(missing, kept));
  sealAgain(missing, key);
  expect((await problemsOf(missing)).join()).toContain("say unknown");
});

test("nothing is carried from a stranger, a run that was touched, an old one, or another backend", async () => {
  expect((await carriedFrom([there])).count).toBe(2);
  const forged = copyOf(there, join(folder, "forged"));
  sealAgain(forged, freshKey());
  const edited = copyOf(there, join(folder, "edited"));
  editText(join(edited, "run.json"), (text) => `${text} `);
  const tomorrow = new Date(now.getTime() + 25 * 3_600_000);
  const newer: (read: Reader) => Reader = (read) => (spoke, name) => {
    const found = read(spoke, name);
    return name === "backend.live" && found?.is === "seen"
      ? { ...found, value: { ...found.value, version: "v9" } }
      : found;
  };
  for (const [name, others, change, said] of [
    ["nothing", [], {}, "no complete, signed run"],
    ["a stranger's", [forged], {}, "does not trust"],
    ["a touched one", [edited], {}, "was touched"],
    ["a run on the same target", [here], {}, "no complete, signed run"],
    ["an old one", [there], { now: tomorrow }, "more than 24 h"],
    ["another version", [there], { read: newer }, "here (2"],
  ] as const) {
    const carried = await carriedFrom(others, change);
    expect(carried.count, name).toBe(0);
    expect(carried.said, name).toContain(said);
  }
});

test("what nobody carries over says which run would settle it", async () => {
  const { verdicts } = rejudge(keptRun(openFiles(here)), await toolbox);
  expect(verdicts.find(({ check }) => check === carriedRows[0])).toMatchObject({
    outcome: "unknown",
    resolvedBy: "npm start -- run --spoke cargoworks-ai --target local",
  });
});
