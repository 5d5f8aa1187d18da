import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadSpokesFile } from "../../core/spokes/load.ts";
import { withIssuer, withSpoke } from "../../scripts/init/entry.ts";
import { SMALL } from "../settings/small-file.ts";
import { gates, inFolder } from "../support/cli.ts";

const spoke = {
  id: "my.app",
  name: "My App",
  key: "my-app",
  app: "https://my.app",
  backend: "https://api.my.app",
  clientId: "spoke-my-app",
  adapter: "supabase-auth",
} as const;

const fileOf = (text: string) => {
  const loaded = loadSpokesFile(text, "spokes.yaml");
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors));
  return loaded.file;
};

const [head = "", list = ""] = SMALL.split("spokes:\n");
const flat = `${head}spokes:\n${list.replaceAll(/^ {2}/gm, "")}`;

test.each([
  ["as the last thing of the file", SMALL],
  ["before another key", `${SMALL}\n# what is accepted\nwaivers: []\n`],
  ["in a list that is not indented", flat],
  ["without a line break at the end", SMALL.trimEnd()],
])("an entry is put behind the last spoke, %s", (_where, text) => {
  const written = withSpoke(text, spoke);
  expect(fileOf(written).spokes.at(-1)).toMatchObject({
    id: "my.app",
    kind: "client",
    callback: "https://api.my.app/auth/v1/callback",
    client: { id: "spoke-my-app", secret: "env:GATES_MY_APP_CLIENT_SECRET" },
  });
  // nothing else changes: taking the new lines out gives the old file
  const old = new Set(text.split("\n"));
  expect(text.split("\n").every((line) => written.split("\n").includes(line))).toBe(true);
  expect(written.split("\n").filter((line) => !old.has(line) && line !== "").length).toBeLessThan(20);
});

test("an issuer is stated where none is, and never over one that is", () => {
  const text = SMALL.replace("    issuer: https://hubref.supabase.co/auth/v1\n", "");
  const written = withIssuer(text, "local", "https://other.supabase.co/auth/v1");
  expect(fileOf(written ?? "").targets.local?.issuer).toBe("https://other.supabase.co/auth/v1");
  expect(withIssuer(SMALL, "local", "https://other.supabase.co/auth/v1")).toBeUndefined();
});

test("init reads what it can, asks for the rest by name, and writes nothing that is not right", () =>
  inFolder(async (folder) => {
    const file = join(folder, "spokes.yaml");
    writeFileSync(file, SMALL);
    const base = ["init", "my.app", "--spokes", file, "--target", "local"];
    const asked = await gates(base);
    expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining("Say --app") });
    const wrong = await gates([...base, "--app", "http://my.app/", "--client-id", "x"]);
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('written:  "http://my.app/"') });
    expect(readFileSync(file, "utf8")).toBe(SMALL);

    const done = await gates([...base, "--app", "https://my.app", "--client-id", "spoke-my-app"]);
    expect(done.stdout).toContain("https://api.my.app answers as Supabase Auth");
    expect(done.stdout).toContain("target local states the live issuer already");
    expect(done.code).toBe(0);
    expect(fileOf(readFileSync(file, "utf8")).spokes.map(({ id }) => id)).toContain("my.app");
    expect(await gates(base)).toMatchObject({ code: 2, stderr: expect.stringContaining("already") });
  }));
