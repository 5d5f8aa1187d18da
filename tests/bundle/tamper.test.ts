import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshKey, publicJwk, thumbprintOf } from "../../core/bundle/keys.ts";
import { ATTESTATION, MANIFEST } from "../../core/manifest.ts";
import { openToolbox } from "../../scripts/run/toolbox.ts";
import { filesInFolder, openFiles } from "../../scripts/runs/files.ts";
import { inspect } from "../../scripts/runs/integrity.ts";
import { verify } from "../../scripts/runs/verify.ts";
import { gates, inFolder } from "../support/cli.ts";
import { copyOf, editText, flipByte, makeRun, sealAgain } from "./sealed-run.ts";

const key = freshKey();
const trusted = thumbprintOf(publicJwk(key));
let run: Awaited<ReturnType<typeof makeRun>>;
const toolbox = openToolbox();

beforeAll(async () => {
  const env = { GATES_SIGNING_KEY: JSON.stringify(key.export({ format: "jwk" })) };
  run = await makeRun(["--gate", "1", "--fault", "issuer-trailing-slash-on-backend"], env);
}, 90_000);
afterAll(() => run?.remove());

const check = async (path: string, demands: { trust?: string[]; maxAgeHours?: number; now?: Date } = {}) =>
  verify(openFiles(path), await toolbox, {
    trust: demands.trust ?? [],
    maxAgeHours: demands.maxAgeHours,
    now: demands.now ?? new Date(),
  }).problems;

/** The problems after this change to a copy of the run. */
const after = (change: (folder: string) => void, trust: string[] = []) =>
  inFolder(async (home) => {
    const folder = copyOf(run.folder, join(home, "copy"));
    change(folder);
    return check(folder, { trust });
  });

test("an untouched run stands up, as a folder and as a bundle, signed by a key that is trusted", () =>
  inFolder(async (out) => {
    expect(await check(run.folder, { trust: [trusted], maxAgeHours: 1 })).toEqual([]);
    const packed = await gates(["bundle", run.folder, "--out", out]);
    expect(packed.code, packed.stderr).toBe(0);
    const [name = ""] = readdirSync(out);
    const { code, stdout } = await gates(["verify", join(out, name), "--trust", trusted]);
    expect(stdout).toContain("It stands up");
    expect(stdout).toContain("trusted");
    expect(code).toBe(0);
    flipByte(join(out, name));
    const broken = await gates(["verify", join(out, name)]);
    expect(broken.code).not.toBe(0);
    expect(broken.stderr + broken.stdout).not.toMatch(/\n\s+at /);
  }));

test("one byte in any file is found and the file is named", async () => {
  await inFolder(async (home) => {
    const folder = copyOf(run.folder, join(home, "copy"));
    const paths = filesInFolder(folder).paths.filter((path) => !path.startsWith("allure-results/"));
    expect(paths.length).toBeGreaterThan(20);
    for (const path of paths) {
      const file = join(folder, path);
      flipByte(file);
      const { problems } = inspect(filesInFolder(folder));
      const said = path === MANIFEST ? "manifest" : path === ATTESTATION ? "sign" : `${path} was changed`;
      expect(problems.join("\n"), path).toContain(said);
      flipByte(file);
    }
    expect(inspect(filesInFolder(folder)).problems).toEqual([]);
  });
}, 60_000);

test("a file that was added or removed is found", async () => {
  expect(await after((folder) => writeFileSync(join(folder, "hub/evidence/more.json"), "{}"))).toContain(
    "hub/evidence/more.json was added",
  );
  expect(await after((folder) => rmSync(join(folder, "hub/evidence/jwks.public.json")))).toContain(
    "hub/evidence/jwks.public.json was removed",
  );
  expect(await after((folder) => rmSync(join(folder, "attestation.json")))).toEqual([
    "it was never signed: it has no attestation.json",
  ]);
});

test("a run sealed again with another key is refused where a key is demanded", async () => {
  const problems = await after((folder) => sealAgain(folder, freshKey()), [trusted]);
  expect(problems.join("\n")).toContain("not one you trust");
});

test("a verdict edited and sealed again does not survive the judging of its evidence", async () => {
  const problems = await after(
    (folder) => {
      editText(join(folder, "readiness.json"), (text) =>
        text.replaceAll('"outcome": "fail"', '"outcome": "pass"'),
      );
      sealAgain(folder, key);
    },
    [trusted],
  );
  expect(problems.join("\n")).toMatch(/stands as pass; .* say fail/);
});

test("evidence edited and sealed again does not fit the verdicts that stand beside it", async () => {
  const problems = await after(
    (folder) => {
      editText(join(folder, "hub/evidence/discovery.public.json"), (text) =>
        text.replaceAll("hubref.supabase.co", "evil.example.com"),
      );
      sealAgain(folder, key);
    },
    [trusted],
  );
  expect(problems.join("\n")).toContain("endpoints/issuer");
});

test("evidence swapped between spokes, or taken from another run, gives itself away, whoever sealed it", async () => {
  const swapped = await after(
    (folder) => {
      const [name = ""] = readdirSync(join(folder, "cargoworks-ai/evidence"));
      copyFileSync(join(folder, "cargoworks-ai/evidence", name), join(folder, "hub/evidence", name));
      sealAgain(folder, key);
    },
    [trusted],
  );
  expect(swapped.join("\n")).toContain("it was put in another's place");
  const older = await after(
    (folder) => {
      editText(join(folder, "hub/evidence/jwks.public.json"), (text) =>
        text.replace(/"seenAt": "\d{4}/, '"seenAt": "2020'),
      );
      sealAgain(folder, key);
    },
    [trusted],
  );
  expect(older.join("\n")).toContain("outside this run");
});

test("an older run shown as a newer one is found by its signed age; a date made up breaks the signature", async () => {
  const later = new Date(Date.now() + 48 * 3_600_000);
  expect((await check(run.folder, { maxAgeHours: 24, now: later })).join("\n")).toContain("more than 24 h");
  const redated = await after((folder) =>
    editText(join(folder, MANIFEST), (text) => text.replace(/"sealedAt": "\d{4}/, '"sealedAt": "2100')),
  );
  expect(redated.join("\n")).toContain("manifest.json was changed");
});

test("the seal names what the run was made with, and the verbs say what a key proves", async () => {
  const manifest = JSON.parse(readFileSync(join(run.folder, MANIFEST), "utf8"));
  expect(manifest).toMatchObject({
    partial: true,
    decision: null,
    spoke: "cargoworks-ai",
    faults: ["issuer-trailing-slash-on-backend"],
  });
  expect(Object.keys(manifest.hub)).toEqual(expect.arrayContaining(["discovery.public", "jwks.public"]));
  expect(Math.abs(manifest.clockOffsetMs)).toBeLessThan(5000);
  const unsaid = await gates(["verify", run.folder]);
  expect(unsaid.stdout).toContain("not compared with any that you trust");
  const wrong = await gates(["verify", run.folder, "--trust", "nonsense"]);
  expect(wrong.code).toBe(2);
});

test("the run folder is not written into by anything that comes later", async () => {
  const before = filesInFolder(run.folder).paths;
  await inFolder(async (out) => {
    expect((await gates(["report", run.folder, "--out", join(out, "again")])).code).toBe(0);
    expect((await gates(["judge", run.folder])).stdout).toContain("judged again");
    expect((await gates(["diff", run.folder, run.folder])).stdout).toContain("nothing changed");
  });
  expect(filesInFolder(run.folder).paths).toEqual(before);
  expect(await check(run.folder, { trust: [trusted] })).toEqual([]);
}, 60_000);
