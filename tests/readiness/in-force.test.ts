import type { KeyObject } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { signStatement } from "../../core/bundle/dsse.ts";
import { freshKey, publicJwk, thumbprintOf } from "../../core/bundle/keys.ts";
import { pack } from "../../core/bundle/tar.ts";
import { ATTESTATION, MANIFEST, type Manifest, sha256, statementOf } from "../../core/manifest.ts";
import { filesInFolder } from "../../scripts/runs/files.ts";
import { goFinder } from "../../scripts/runs/in-force.ts";
import { shippedFile } from "../settings/shipped.ts";
import { inFolder } from "../support/cli.ts";

const key = freshKey();
const now = new Date("2026-06-01T12:00:00Z");
const file = {
  ...shippedFile(),
  trusted_keys: [{ thumbprint: thumbprintOf(publicJwk(key)), owner: "release engineering" }],
};

/** A sealed run of the pilot with this said of it. */
const leave = (runs: string, name: string, change: Partial<Manifest> = {}, by: KeyObject = key): string => {
  const folder = join(runs, name);
  mkdirSync(folder, { recursive: true });
  const record = JSON.stringify({
    run: name,
    spoke: change.spoke ?? "cargoworks-ai",
    target: change.target ?? "live",
    startedAt: `2026-06-01T0${name.length}:00:00Z`,
    state: "complete",
  });
  writeFileSync(join(folder, "run.json"), record);
  const manifest: Manifest = {
    schema: "cargo-gates/manifest/1",
    run: name,
    spoke: "cargoworks-ai",
    target: "live",
    decision: "GO",
    exitCode: 0,
    partial: false,
    faults: [],
    startedAt: "2026-06-01T10:00:00Z",
    decidedAt: "2026-06-01T11:00:00Z",
    sealedAt: "2026-06-01T11:00:01Z",
    ruleset: "1",
    harness: { version: "1", node: "v1", rules: "r" },
    settings: { judged: "digest", file: "f", contract: { version: "1", digest: "c" } },
    hub: {},
    files: { "run.json": sha256(record) },
    ...change,
  };
  const text = JSON.stringify(manifest);
  writeFileSync(join(folder, MANIFEST), text);
  const statement = statementOf(text, manifest, { verdicts: [] }, false);
  writeFileSync(join(folder, ATTESTATION), JSON.stringify(signStatement(statement, by)));
  return folder;
};

const find = (runs: string, bundles: string[] = []) =>
  goFinder({ file, target: "live", runs, digest: () => "digest", bundles, now })("cargoworks-ai");

test("a GO signed with a pinned key is in force, found in the runs or handed in as a bundle", () =>
  inFolder(async (home) => {
    const runs = join(home, "runs");
    expect(find(runs)).toMatchObject({ lacking: expect.stringContaining("no complete") });
    const files = filesInFolder(leave(join(home, "elsewhere"), "a"));
    const bundle = join(home, "bundle.tar.gz");
    writeFileSync(
      bundle,
      pack(new Map(files.paths.map((path) => [path, files.read(path) ?? new Uint8Array()]))),
    );
    expect(find(runs, [bundle])).toMatchObject({ at: "2026-06-01T11:00:00Z", run: "a" });
    leave(runs, "a");
    expect(find(runs)).toMatchObject({ at: "2026-06-01T11:00:00Z" });
  }));

test.each([
  ["another spoke's", { spoke: "network" }, "no complete"],
  ["another target's", { target: "staging" }, "no complete"],
  ["a part's", { partial: true, decision: null }, "not a GO"],
  ["a NO-GO", { decision: "NO-GO" }, "NO-GO"],
  ["with an error of the harness", { exitCode: 70 }, "the harness itself"],
  ["too old", { decidedAt: "2026-04-01T11:00:00Z" }, "h old, more than 720 h"],
  ["from the future", { decidedAt: "2026-07-01T11:00:00Z" }, "in the future"],
  ["made wrong on purpose", { faults: ["x"] }, "wrong on purpose"],
  [
    "of other settings",
    { settings: { judged: "x", file: "", contract: { version: "", digest: "" } } },
    "changed since",
  ],
] as const)("%s is not in force, and it is said why", (_name, change, said) =>
  inFolder(async (runs) => {
    leave(runs, "a", change as Partial<Manifest>);
    const { at, lacking } = find(runs);
    expect(at).toBeUndefined();
    expect(lacking).toContain(said);
  }),
);

test("a key that is not pinned, or a file that was touched, is not in force", () =>
  inFolder(async (runs) => {
    leave(runs, "a", {}, freshKey());
    expect(find(runs).lacking).toContain("does not trust");
    const folder = leave(runs, "a");
    expect(find(runs).at).toBeDefined();
    writeFileSync(join(folder, "added.json"), "{}");
    expect(find(runs).lacking).toContain("added.json was added");
  }));

test("a NO-GO of today ends the GO of yesterday", () =>
  inFolder(async (runs) => {
    leave(runs, "a");
    leave(runs, "later", { decision: "NO-GO" });
    expect(find(runs).lacking).toContain("its newest run (later) is NO-GO");
  }));

test("a newer run that was touched ends it too: it may have been the NO-GO", () =>
  inFolder(async (runs) => {
    leave(runs, "a");
    writeFileSync(join(leave(runs, "later", { decision: "NO-GO" }), "added.json"), "{}");
    expect(find(runs).lacking).toContain("touched since it was sealed");
  }));
