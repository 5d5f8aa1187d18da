import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { gates, inFolder, readinessIn, startGates } from "../support/cli.ts";

test("two partial runs at once do not disturb each other; a part decides nothing", { timeout: 60_000 }, () =>
  inFolder(async (folder) => {
    const [sound, faulty] = await Promise.all([
      gates(["run", "--gate", "1", "--out", join(folder, "sound")]),
      gates([
        "run",
        "--gate",
        "1",
        "--fault",
        "issuer-trailing-slash-on-backend",
        "--out",
        join(folder, "faulty"),
      ]),
    ]);
    expect(readinessIn(join(folder, "sound"))).toMatchObject({
      decision: null,
      scope: { partial: true, gates: [1] },
    });
    expect(sound.code).toBe(0);
    expect(readinessIn(join(folder, "faulty")).gates).toMatchObject([{ gate: 1, status: "failed" }]);
    expect(faulty.code).toBe(1);
    expect(faulty.stdout).toContain("endpoints/issuer-same-from-both-hosts");
  }),
);

test("a single check runs alone", { timeout: 60_000 }, () =>
  inFolder(async (folder) => {
    const out = join(folder, "run");
    const { code } = await gates(["run", "--check", "endpoints/discovery-answers", "--out", out]);
    expect(readinessIn(out).verdicts.map(({ check }) => check)).toEqual(["endpoints/discovery-answers"]);
    expect(code).toBe(0);
  }),
);

test("an interrupted run decides nothing, says so, and leaves nothing behind", { timeout: 60_000 }, () =>
  inFolder(async (folder) => {
    const out = join(folder, "run");
    const { child, ended, printed } = startGates(["run", "--out", out]);
    while (!printed.stderr.includes("federation is up") && child.exitCode === null) await pause(20);
    child.kill("SIGINT");
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toContain("Interrupted");
    expect(existsSync(join(out, "readiness.json"))).toBe(false);
    expect(readFileSync(join(out, "interrupted.txt"), "utf8")).toContain("Not done");
    expect(JSON.parse(readFileSync(join(out, "run.json"), "utf8")).state).toBe("interrupted");
    expect(globSync(".reach*", { cwd: out })).toEqual([]);
  }),
);
