import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Readiness } from "../core/verdict.ts";
import { ROOT } from "./paths.ts";
import { leftovers } from "./soak/leftovers.ts";
import { walkPhases } from "./soak/phases.ts";
import { marked } from "./soak/processes.ts";
import { openStanding, type Standing, TARGET } from "./soak/standing.ts";
import { TROUBLES, type Trouble } from "./soak/troubles.ts";
import { createWatcher } from "./soak/watch.ts";

/**
 * `--phases`: kills one run at each phase of Gate 3, in the moment in which the federation has done what it was asked for.
 *
 * Disturbs runs at random points, many times, against a federation in which one required check fails: never a GO, never
 * a run that claims to be complete and is not, never a process, provider or changed person left behind. Linux only.
 */
const { values } = parseArgs({
  options: {
    phases: { type: "boolean", default: false },
    rounds: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
  },
});
const ROUNDS = Number(values.rounds);
const FAULT = "redirect-slash-ignored";
const TRIPWIRE_PORT = 19_443;
/** as long as an undisturbed run takes at most, so that troubles come at every point of one */
const LONGEST_MS = 16_000;

/** Mulberry32: the same seed disturbs the same runs at the same points. */
const randomOf = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};
const random = randomOf(Number(values.seed));
const home = mkdtempSync(join(tmpdir(), "gates-soak-"));

const readinessIn = (folder: string): Readiness | undefined => {
  const file = join(folder, "readiness.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Readiness) : undefined;
};

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
  readonly out: string;
  readonly mark: string;
}

const runOnce = async (standing: Standing, name: string, trouble?: Trouble): Promise<Ended> => {
  const out = join(home, "runs", name);
  const mark = `GATES_SOAK=${name}-${process.pid}`;
  const args = ["run", "--spokes", standing.spokesFile, "--target", TARGET, "--out", out];
  const command = `${trouble?.before ?? ""} exec "$0" "$@"`;
  const child = spawn("sh", ["-c", command, process.execPath, join(ROOT, "scripts/gates.ts"), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...trouble?.env, [mark.split("=")[0] ?? ""]: mark.split("=")[1] },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  const happening = trouble?.happen({
    child,
    mark,
    network: standing.network,
    at: 500 + random() * (LONGEST_MS - 500),
  });
  const code = await ended;
  await happening;
  standing.network.set("fair");
  return { code, stderr, out, mark };
};

/** What is wrong about how a run ended. */
const complaints = async (
  { code, stderr, out, mark }: Ended,
  trouble: Trouble | undefined,
): Promise<string[]> => {
  const said: string[] = [];
  const readiness = readinessIn(out);
  const sealed = existsSync(join(out, "manifest.json"));
  if (readiness?.decision === "GO" || code === 0) said.push("a GO, although a required check fails there");
  if (sealed && !readiness) said.push("sealed without a decision");
  if (code === 70) said.push(`an error of the harness: ${stderr.trim().split("\n").slice(-4).join(" | ")}`);
  if (!trouble && code !== 1) said.push(`undisturbed, it ended with ${code}`);
  if (trouble?.name === "disk full" && code !== 2) said.push(`a full disk ended with ${code}`);
  let left = marked(mark);
  for (let n = 0; n < 50 && left.length > 0; n++) {
    await pause(200);
    left = marked(mark);
  }
  for (const { pid, command } of left) {
    said.push(`process ${pid} is left: ${command.slice(0, 100)}`);
    process.kill(pid, "SIGKILL");
  }
  return said;
};

const disturb = async (standing: Standing): Promise<readonly string[]> => {
  const bad: string[] = [];
  const told = new Map<string, number>();
  for (let round = 0; round <= ROUNDS + 1; round++) {
    // The first and the last are left in peace: what they say must be the same, and nothing may be left after it.
    const trouble =
      round === 0 || round > ROUNDS ? undefined : TROUBLES[Math.floor(random() * TROUBLES.length)];
    const name = `${String(round).padStart(3, "0")}`;
    const ended = await runOnce(standing, name, trouble);
    const said = await complaints(ended, trouble);
    const what = `${name} ${trouble?.name ?? "undisturbed"}`;
    const decision = readinessIn(ended.out)?.decision ?? "no decision";
    told.set(decision, (told.get(decision) ?? 0) + 1);
    process.stdout.write(
      `${what}: exit ${ended.code}, ${decision}${said.length > 0 ? `  WRONG: ${said.join("; ")}` : ""}\n`,
    );
    bad.push(...said.map((one) => `${what}: ${one}`));
    if (said.length === 0 && trouble) rmSync(ended.out, { recursive: true, force: true });
  }
  const decisions = [...told].map(([one, count]) => `${count} ${one}`).join(", ");
  process.stdout.write(`\n${ROUNDS} disturbed runs (seed ${values.seed}): ${decisions}.\n`);
  return [...bad, ...(await leftovers(standing))];
};

const watcher = createWatcher();
const [faults, watch] = values.phases ? [[], watcher.fault] : [[FAULT], undefined];
const standing = await openStanding(home, faults, TRIPWIRE_PORT, random, watch);
let bad: readonly string[] = [];
try {
  bad = values.phases ? await walkPhases(standing, watcher, home) : await disturb(standing);
} finally {
  await standing.close();
}
for (const one of bad) process.stdout.write(`wrong: ${one}\n`);
process.stdout.write(
  bad.length === 0 ? "Nothing wrong.\n" : `${bad.length} wrong; runs are kept in ${home}.\n`,
);
if (bad.length === 0) rmSync(home, { recursive: true, force: true });
process.exitCode = bad.length === 0 ? 0 : 1;
