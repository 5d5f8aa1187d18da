import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test, vi } from "vitest";
import type { Probe } from "../../core/probe.ts";
import { ROOT } from "../../scripts/paths.ts";
import { perform } from "../../scripts/verbs/plan.ts";
import { SHUT } from "../../scripts/verbs/plan-read-only.ts";

const planOf = async (target: string): Promise<string> => {
  const said: string[] = [];
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => said.push(String(text)) > 0);
  try {
    await perform(["--spoke", "cargoworks-ai", "--target", target]);
  } finally {
    out.mockRestore();
  }
  return said.join("");
};

test("a read-only target is told what it leaves unknown, and what another target stands in for", async () => {
  const plan = await planOf("production");
  const [, carried = "", rest = ""] =
    /taken over from a run on staging(.*)stay unknown here(.*)At most/s.exec(plan) ?? [""];
  expect(carried).toContain("first npm start -- run --spoke cargoworks-ai --target staging");
  expect(carried).toContain("  provider/issuer-honoured\n");
  expect(carried).not.toContain("claims/");
  expect(rest).toContain("  claims/org-switch-takes-effect\n");
  expect(rest).not.toContain("provider/issuer-honoured");
  expect(plan).not.toContain("  a tripwire (");
  const [rows, withAll, never, shut] = [
    /of (\d+) rows with/,
    /= (\d+) {2}with all/,
    /(\d+) rows are never decided/,
    /leaves (\d+) rows unknown/,
  ].map((pattern) => Number(pattern.exec(plan)?.[1]));
  expect([never, (withAll ?? 0) + (never ?? 0)]).toEqual([shut, rows]);
});

test("any other target is not", async () => {
  expect(await planOf("local")).not.toContain("read_only");
});

test("whatever refuses to look at a read-only target says so by its access", async () => {
  const files = globSync("probes/**/*.{probe,journey}.ts", { cwd: ROOT });
  const refusing = files.filter((file) =>
    /\bif \([^)]*\breadOnly\b|mayChange\(/.test(readFileSync(join(ROOT, file), "utf8")),
  );
  expect(refusing.length).toBeGreaterThan(5);
  const silent: string[] = [];
  for (const file of refusing) {
    const { access } = ((await import(pathToFileURL(join(ROOT, file)).href)) as { default: Probe }).default;
    if (!access.some((one) => SHUT.has(one))) silent.push(file);
  }
  expect(silent).toEqual([]);
});
