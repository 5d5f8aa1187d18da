import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readDotEnv, readSecretFiles } from "../../scripts/run/secret-files.ts";
import { inFolder } from "../support/cli.ts";

const ref = {
  name: "GATES_X",
  ref: "env:GATES_X",
  purpose: "client secret of X",
  path: "spokes[0].client.secret",
};

test(".env beside the spokes file is read, and the environment stands above it", () =>
  inFolder(async (folder) => {
    writeFileSync(join(folder, ".env"), "GATES_X=from-file\nGATES_Y='quoted value' # why\n");
    const env: Record<string, string | undefined> = { GATES_X: "given" };
    readDotEnv(join(folder, "spokes.yaml"), env);
    expect(env).toEqual({ GATES_X: "given", GATES_Y: "quoted value" });
  }));

test("without a .env nothing happens", () =>
  inFolder(async (folder) => {
    const env = {};
    readDotEnv(join(folder, "spokes.yaml"), env);
    expect(env).toEqual({});
  }));

test("NAME_FILE hands a secret in by a file, without its last line break; NAME stands above it", () =>
  inFolder(async (folder) => {
    const file = join(folder, "secret");
    writeFileSync(file, " a secret \n");
    const env: Record<string, string | undefined> = { GATES_X_FILE: file };
    readSecretFiles([ref], env);
    expect(env.GATES_X).toBe(" a secret ");
    const given = { GATES_X_FILE: file, GATES_X: "given" };
    readSecretFiles([ref], given);
    expect(given.GATES_X).toBe("given");
  }));

test("a file that is not there is told by its variable and what it is for", () => {
  expect(() => readSecretFiles([ref], { GATES_X_FILE: "/nowhere/secret" })).toThrow(
    /GATES_X_FILE names "\/nowhere\/secret" for the client secret of X, which cannot be read \(ENOENT\)/,
  );
});
