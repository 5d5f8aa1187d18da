import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../scripts/paths.ts";
import { gates, inFolder } from "../support/cli.ts";

test.each([
  [["rnu"], 'There is no verb "rnu"', '"run"'],
  [["run", "--spoke", "cargoworks-a"], 'There is no spoke "cargoworks-a"', '"cargoworks-ai"'],
  [["run", "--check", "endpoints/discovery-answer"], "There is no check", '"endpoints/discovery-answers"'],
  [["run", "--gate", "5"], 'There is no gate "5"', "1, 2, 3 and 4"],
  [["run", "--target", "locale"], 'There is no target "locale"', '"local"'],
  [
    ["run", "--fault", "issuer-trailing-slash-on-backnd"],
    "There is no fault",
    "issuer-trailing-slash-on-backend",
  ],
  [["run", "--world", "helthy"], "There is no world", '"healthy"'],
  [["run", "--fault", "issuer-trailing-slash-on-backend", "--target", "staging"], "target local", "staging"],
  [["run", "--spok", "x"], "--spok", "--spoke"],
  [["run", "--spokes", "nowhere.yaml"], "nowhere.yaml", "cannot be read"],
  [["explain", "endpoints/nothing"], "There is no check", "endpoints/"],
])("%j is exit 2 and says what to write", async (args, said, offered) => {
  const { code, stdout, stderr } = await gates(args);
  expect(stderr).toContain(said);
  expect(stderr).toContain(offered);
  expect(stderr).not.toMatch(/\n\s+at /); // no stack trace for a person's slip
  expect(stdout).toBe("");
  expect(code).toBe(2);
});

test("a mistake in the spokes file is told with file, line, path, what was written and what to write", () =>
  inFolder(async (folder) => {
    const file = join(folder, "my spokes.yaml");
    const text = readFileSync(join(ROOT, "spokes.yaml"), "utf8").replace("kind: client", "kind: cleint");
    writeFileSync(file, text);
    const line = text.split("\n").findIndex((one) => one.includes("kind: cleint")) + 1;
    const { code, stderr } = await gates(["run", "--spokes", file]);
    expect(stderr).toContain(`${file}:${line}`);
    expect(stderr).toContain('"cleint"');
    expect(stderr).toContain("client");
    expect(code).toBe(2);
  }));

test("a folder with something in it is not written over", () =>
  inFolder(async (folder) => {
    writeFileSync(join(folder, "evidence.txt"), "mine");
    const { code, stderr } = await gates(["run", "--out", folder]);
    expect(stderr).toContain("not empty");
    expect(code).toBe(2);
    expect(existsSync(join(folder, "run.json"))).toBe(false);
  }));
