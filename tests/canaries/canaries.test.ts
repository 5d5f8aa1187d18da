import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AnyProbe } from "../../core/probe.ts";
import { runOnce } from "../../scripts/run/once.ts";
import { readOptions } from "../../scripts/run/options.ts";
import { prepare } from "../../scripts/run/prepare.ts";
import { startGates } from "../support/cli.ts";
import { type Canary, type Leak, leaksIn, SHORTEST_HALF } from "./forms.ts";
import { createSpy } from "./spy.ts";

/**
 * With characters that URL, JSON, HTML and base64 each write in their own way, and random as real secrets are: half of
 * a secret is told from honest text by that alone.
 */
const PLANTED: Readonly<Record<string, string>> = {
  GATES_ALICE_PASSWORD: `aP"&/+é<x>-9d2f7c81b3`,
  GATES_BOB_PASSWORD: "0c5eK51a77d20Qx8Lr93mZ",
  GATES_CARGOWORKS_AI_CLIENT_SECRET: `c+S/w"o&d9fQ2kR7xW0bT5mZ8cV1nL4aJ`,
  GATES_CARGOWORKS_AI_SERVICE_KEY: "sb_secret_9fQ2kR7xW0bT5mZ8cV1nL4aJ6hD3gS",
};
const planted = Object.entries(PLANTED).map(([kind, value]): Canary => ({ kind, value }));

const folder = mkdtempSync(join(tmpdir(), "canaries-"));
const before = { ...process.env };
beforeAll(() => {
  Object.assign(process.env, PLANTED, { NO_COLOR: "1" });
});
afterAll(() => {
  for (const name of Object.keys(PLANTED)) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Everything below a folder, hidden files and Playwright's output included. */
const leaksBelow = (out: string, canaries: readonly Canary[]): { files: string[]; leaks: Leak[] } => {
  const files = globSync("{*,.*}{,/**}", { cwd: out }).filter((one) => statSync(join(out, one)).isFile());
  return {
    files,
    leaks: files.flatMap((one) => leaksIn(one, readFileSync(join(out, one), "utf8"), canaries)),
  };
};

/** What a run prints, kept instead of shown. */
const listening = async (work: () => Promise<number>): Promise<{ code: number; printed: string }> => {
  let printed = "";
  const streams = [process.stdout, process.stderr] as const;
  const write = (text: string | Uint8Array): boolean => {
    printed += String(text);
    return true;
  };
  for (const stream of streams) Object.defineProperty(stream, "write", { configurable: true, value: write });
  try {
    return { code: await work(), printed };
  } finally {
    for (const stream of streams) Reflect.deleteProperty(stream, "write");
  }
};

/** The hub's probe, which sees everything and then fails with the secrets in its own error. */
const crashing = (probe: AnyProbe): AnyProbe => ({
  ...probe,
  gather: async (look: never) => {
    await probe.gather(look);
    const said = planted.map(({ value }) => `${value} ${Buffer.from(value).toString("base64")}`).join(" ");
    throw new Error(`crash with ${said}`, { cause: new Error(said) });
  },
});

test("what leaks is found in every spelling, so that silence means something", () => {
  for (const canary of planted) {
    const { value } = canary;
    const half = value.slice(Math.floor(value.length / 2));
    for (const text of [
      value,
      encodeURIComponent(value),
      JSON.stringify({ a: [value] }),
      Buffer.from(`id:${value}`).toString("base64"),
      Buffer.from(`ab${value}`).toString("base64url"),
      ...(half.length >= SHORTEST_HALF ? [`before ${half} after`] : []),
    ]) {
      expect(
        leaksIn("here", text, planted).map(({ kind }) => kind),
        text,
      ).toContain(canary.kind);
    }
  }
  expect(leaksIn("here", "nothing of the kind, not even a canary in a mine", planted)).toEqual([]);
});

test("a run full of failures and a crash leaves no secret of any kind anywhere", {
  timeout: 180_000,
}, async () => {
  const out = join(folder, "run");
  const spy = createSpy();
  const faults = [
    "claim-missing-on-session",
    "service-key-in-script",
    "code-put-back-in-address",
    "jwks-publishes-private-key",
    "token-answers-cached",
  ];
  const prepared = await prepare(readOptions(["--out", out, ...faults.flatMap((one) => ["--fault", one])]));
  const probes = prepared.toolbox.probes.map((one) =>
    /discovery$/.test(one.id) ? { ...one, value: crashing(one.value) } : one,
  );
  const { code, printed } = await listening(() =>
    runOnce({
      ...prepared,
      faults: [...prepared.faults, spy.fault],
      toolbox: { ...prepared.toolbox, probes },
    }),
  );
  const heard = spy.heard();
  const kinds = new Set(heard.map(({ kind }) => kind));
  // The world itself must have seen one of each, in every spelling, or nothing was proven.
  for (const kind of [
    "client secret",
    "password",
    "code",
    "code verifier",
    "state",
    "cookie",
    "access token",
    "refresh token",
    "id token",
    "service key",
  ]) {
    expect(kinds, `${kind} in ${printed.slice(-2_000)}`).toContain(kind);
    for (const spelling of ["plain", "url", "base64", "base64url", "json", "split"]) {
      expect(spy.echoed(), `${kind} ${spelling}`).toContain(`${kind} ${spelling}`);
    }
  }
  expect(heard.length).toBeGreaterThan(60);
  expect(code).not.toBe(0);
  expect(printed).toContain("crash with");
  const { files, leaks } = leaksBelow(out, [...heard, ...planted]);
  const names = files.map((one) => one.replaceAll("\\", "/"));
  for (const ending of [
    "exchanges.har",
    "report.html",
    "report.md",
    "junit.xml",
    "sarif.json",
    "verdicts.json",
    "-result.json",
    "browser.login.json",
  ]) {
    expect(
      names.some((one) => one.endsWith(ending)),
      ending,
    ).toBe(true);
  }
  expect(leaks).toEqual([]);
  expect(leaksIn("console", printed, [...heard, ...planted])).toEqual([]);
});

test("a run that is killed in the middle leaves no secret behind", { timeout: 60_000 }, async () => {
  const out = join(folder, "killed");
  const { child, ended, printed } = startGates(
    ["run", "--out", out, "--fault", "service-key-in-script"],
    PLANTED,
  );
  const busy = () => /looks taken|signing in/.test(printed.stderr);
  while (!busy() && child.exitCode === null) await pause(20);
  child.kill("SIGKILL");
  const { stdout, stderr } = await ended;
  const { files, leaks } = leaksBelow(out, planted);
  expect(files.length).toBeGreaterThan(1);
  expect(leaks).toEqual([]);
  expect(leaksIn("console", stdout + stderr, planted)).toEqual([]);
});
