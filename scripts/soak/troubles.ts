import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import type { Network } from "./network.ts";
import { marked } from "./processes.ts";

export interface Round {
  readonly child: ChildProcess;
  readonly mark: string;
  readonly network: Network;
  /** milliseconds after the start at which it begins */
  readonly at: number;
}

/** One way in which a run is disturbed. `ends`: the run cannot come to a decision. */
export interface Trouble {
  readonly name: string;
  readonly ends: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** shell words that stand before the command */
  readonly before?: string;
  readonly happen: (round: Round) => Promise<void>;
}

const weather =
  (kind: Parameters<Network["set"]>[0], ms: number) =>
  async ({ network, at }: Round): Promise<void> => {
    await pause(at);
    network.set(kind);
    await pause(ms);
    network.set("fair");
  };

const kill =
  (signal: "SIGKILL" | "SIGINT" | "SIGTERM") =>
  async ({ child, at }: Round): Promise<void> => {
    await pause(at);
    if (child.exitCode === null) child.kill(signal);
  };

/** After three seconds every clock of the run is two hours ahead. */
const CLOCK = `data:text/javascript,${encodeURIComponent(
  "const now=Date.now.bind(Date);let by=0;setTimeout(()=>{by=7200000},3000).unref();Date.now=()=>now()+by;const D=Date;globalThis.Date=class extends D{constructor(...a){a.length?super(...a):super(D.now())}static now(){return now()+by}}",
)}`;

export const TROUBLES: readonly Trouble[] = [
  { name: "killed", ends: true, happen: kill("SIGKILL") },
  { name: "Ctrl-C", ends: true, happen: kill("SIGINT") },
  { name: "terminated", ends: true, happen: kill("SIGTERM") },
  { name: "hub restarts", ends: false, happen: weather("down", 1500) },
  { name: "network stalls", ends: false, happen: weather("stalls", 4000) },
  { name: "network drops", ends: false, happen: weather("drops", 6000) },
  { name: "network late, answers overtake", ends: false, happen: weather("late", 6000) },
  {
    name: "browser crashes",
    ends: false,
    happen: async ({ mark, at }) => {
      await pause(at);
      const [browser] = marked(mark).filter(
        ({ command }) => /chrom/i.test(command) && !/--type=/.test(command),
      );
      if (browser) process.kill(browser.pid, "SIGKILL");
    },
  },
  { name: "clock jumps", ends: false, env: { NODE_OPTIONS: `--import ${CLOCK}` }, happen: async () => {} },
  { name: "disk full", ends: true, before: "ulimit -f 64;", happen: async () => {} },
];
