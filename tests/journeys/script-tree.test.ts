import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, expect, test } from "vitest";
import { readScript } from "../../probes/browser/script-tree.ts";

const folder = mkdtempSync(join(tmpdir(), "gates-bundle-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const library = createRequire(import.meta.url).resolve("@supabase/supabase-js");

/** The app as a real bundler ships it: one minified file with the client library in it. */
const bundled = async (name: string, code: string): Promise<string> => {
  const entry = join(folder, `${name}.js`);
  writeFileSync(entry, `import { createClient } from ${JSON.stringify(library)};\n${code}`);
  const outDir = join(folder, name);
  await build({
    configFile: false,
    logLevel: "silent",
    build: { outDir, minify: true, lib: { entry, formats: ["es"], fileName: "app" } },
  });
  return readFileSync(join(outDir, "app.js"), "utf8");
};
const namesIn = (code: string) => readScript(code).calls.map(({ name }) => name);

test("a minified bundle with the client library and no call of its own has none", async () => {
  const code = await bundled(
    "right",
    `const c = createClient("https://api.example.org", "key");
     document.onclick = () => c.auth.signInWithOAuth({ provider: "custom:cargo-ac" });
     document.ondblclick = () => c.auth.signOut();`,
  );
  expect(code).toContain("signInWithPassword");
  expect(namesIn(code)).toEqual([]);
});

test("calls in a minified bundle are found, however they are written", async () => {
  const code = await bundled(
    "wrong",
    `const { auth } = createClient("https://api.example.org", "key");
     const client = createClient("https://api.example.org", "key");
     document.onclick = () => auth.signInWithPassword({ email: "e", password: "p" });
     document.onkeyup = () => client.auth?.signUp({ email: "e", password: "p" });
     const { signInWithOtp } = client.auth;
     document.onkeydown = () => signInWithOtp({ email: "e" });
     document.onpaste = client.auth.resetPasswordForEmail.bind(client.auth, "e");`,
  );
  expect(new Set(namesIn(code))).toEqual(
    new Set(["signInWithPassword", "signUp", "signInWithOtp", "resetPasswordForEmail"]),
  );
});

test.each([
  ["text and comments", `// client.auth.signUp()\nconst help = "call client.auth.signUp()";`],
  ["definitions", `class Client { signUp() {} again() { return this.signUp(); } }`],
  ["labels of another object", `const words = { signUp: "Join" }; console.log(words.signUp);`],
])("%s are no call", (_what, code) => expect(namesIn(code)).toEqual([]));

test.each([
  [`(0, client.auth.signUp)({})`, "signUp"],
  [`client["auth"]["signInWithIdToken"]({})`, "signInWithIdToken"],
  [`client.auth.signUp.call(client.auth, {})`, "signUp"],
])("%s is one", (code, name) => expect(namesIn(code)).toEqual([name]));

test("a chunk that a script names is told, and what is no script says so", () => {
  expect(readScript(`const page = () => import("./Login-abc.js");`).names).toEqual(["./Login-abc.js"]);
  expect(readScript("<!doctype html><title>Not found</title>").error).toBeDefined();
});
