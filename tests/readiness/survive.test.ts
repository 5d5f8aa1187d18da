import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { ROOT } from "../../scripts/paths.ts";
import { diskTrouble } from "../../scripts/run/disk-trouble.ts";
import { makeRunFolder } from "../../scripts/run/folder.ts";
import { gates, inFolder, startGates } from "../support/cli.ts";

const quick = ["run", "--check", "endpoints/discovery-answers"];

test(
  "a run that was killed says that it is not complete, is decided on by nobody and disturbs no later one",
  {
    timeout: 90_000,
  },
  () =>
    inFolder(async (runs) => {
      const out = join(runs, "killed");
      const { child, ended, printed } = startGates(["run", "--out", out]);
      while (!printed.stderr.includes("federation is up") && child.exitCode === null) await pause(20);
      child.kill("SIGKILL");
      await ended;
      expect(JSON.parse(readFileSync(join(out, "run.json"), "utf8")).state).toBe("running");
      expect(existsSync(join(out, "manifest.json"))).toBe(false);
      const decided = await gates(["decide", "--runs", runs]);
      expect(decided.stdout).toContain("UNKNOWN");
      expect(decided.stdout).toContain("still running, or killed");
      expect(decided.stdout).toContain("npm start -- run --spoke cargoworks-ai --target local");
      expect(decided.code).toBe(4);
      for (const verb of [
        ["verify", out],
        ["bundle", out, "--out", runs],
        ["judge", out],
        ["report", out],
      ]) {
        const { code, stdout, stderr } = await gates(verb);
        expect([1, 2], verb[0]).toContain(code);
        expect(stdout + stderr, verb[0]).toMatch(/not complete|never sealed/);
        expect(stderr).not.toMatch(/\n\s+at /);
      }
      const later = await gates([...quick, "--out", join(runs, "later")]);
      expect(later.code, later.stderr).toBe(0);
      // A part is decided on by nobody either.
      expect((await gates(["decide", "--runs", runs])).stdout).toContain("it looked at a part only");
    }),
);

test("a file in place of the folder is told as what it is, exit 2", () =>
  inFolder(async (folder) => {
    writeFileSync(join(folder, "file"), "");
    for (const out of [join(folder, "file"), join(folder, "file", "run")]) {
      const { code, stderr } = await gates([...quick, "--out", out]);
      expect(stderr).toMatch(/is a file|cannot be made/);
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(code).toBe(2);
    }
  }));

test.skipIf(process.platform === "win32")(
  "a disk that takes no more is told as that, exit 2",
  { timeout: 60_000 },
  () =>
    inFolder(async (folder) => {
      // A limit on the size of files stands for the full disk: the same write fails, in the same place.
      const command = 'ulimit -f 16; exec "$0" "$@"';
      const args = [process.execPath, join(ROOT, "scripts/gates.ts"), ...quick, "--out", join(folder, "run")];
      const { INIT_CWD: _caller, ...env } = process.env;
      const { status, stderr } = spawnSync("sh", ["-c", command, ...args], {
        cwd: ROOT,
        encoding: "utf8",
        env,
      });
      expect(stderr).toContain("could not be written");
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(status).toBe(2);
      expect(JSON.parse(readFileSync(join(folder, "run/run.json"), "utf8")).state).toBe("running");
    }),
);

/** Root may write anywhere but where the disk itself says no: Linux keeps such a place. */
const READ_ONLY = "/sys/kernel";
test.skipIf(!existsSync(READ_ONLY))("a folder that nobody may write into is told as that", () => {
  const refused = () => makeRunFolder("run", join(READ_ONLY, "gates-run"), READ_ONLY);
  expect(refused).toThrow(/cannot be made: .*(read-only disk|may not be written|not permitted|denied)/);
});

test("only what a file operation said is the disk's", () => {
  const error = (code: string, syscall: string) =>
    Object.assign(new Error(code), { code, syscall, path: "/x" });
  expect(diskTrouble(error("ENOSPC", "write"))).toContain("/x could not be written: the disk is full");
  expect(diskTrouble(error("EROFS", "open"))).toContain("read-only");
  expect(diskTrouble(error("EACCES", "connect"))).toBeUndefined();
  expect(diskTrouble(error("ENOENT", "open"))).toBeUndefined();
  expect(diskTrouble(new Error("other"))).toBeUndefined();
});

test("a waiver of a check that does not exist is a mistake, told with its line", () =>
  inFolder(async (folder) => {
    const file = join(folder, "spokes.yaml");
    const text = readFileSync(join(ROOT, "spokes.yaml"), "utf8");
    writeFileSync(
      file,
      text.replace("check: checklist/secret-out-of-band", "check: checklist/secret-out-of-bnd"),
    );
    for (const verb of ["run", "decide"]) {
      const { code, stderr } = await gates([verb, "--spokes", file]);
      expect(stderr).toContain("checklist/secret-out-of-bnd");
      expect(stderr).toContain("checklist/secret-out-of-band");
      expect(code).toBe(2);
    }
  }));
