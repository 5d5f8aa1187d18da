import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ROOT } from "../paths.ts";
import { programOf } from "../programs.ts";
import { allFaults } from "../run/faults.ts";
import { readOptions } from "../run/options.ts";
import { prepareAll } from "../run/prepare.ts";
import { inTurn } from "./in-turn.ts";
import { timed } from "./stopwatch.ts";
import type { Line } from "./table.ts";

/** GO, NO-GO, PAUSED, UNKNOWN: a decision, whichever; anything else is not a measurement. */
const DECIDED = [0, 1, 3, 4];
const FAULT = "token-answers-cached";
/** the part of a name that these faults of Gate 1 have in common: a handful */
const SOME_FAULTS = "endpoints/userinfo-";

const gates = join(ROOT, "scripts/gates.ts");
const run = async (...args: string[]): Promise<number> => (await timed([gates, ...args], DECIDED)).ms;

interface Given {
  /** a folder of the bench's own */
  readonly home: string;
  readonly rounds: number;
}
export interface Measure {
  readonly what: string;
  readonly than: string;
  readonly take: (given: Given) => Promise<Pick<Line, "ms" | "against">>;
}

let made = 0;
/** a new folder for each run, and where the last one is */
const fresh = ({ home }: Given): string => join(home, `run-${++made}`);

/** A run into a folder of its own, then the floor under that very run. */
const overFloor = async (given: Given, ...args: string[]) => {
  let folder = "";
  return inTurn(
    given.rounds,
    () => {
      folder = fresh(given);
      return run("run", "--out", folder, ...args);
    },
    async () => (await timed([join(ROOT, "scripts/bench/floor.ts"), folder])).ms,
  );
};
const plainNode = async (): Promise<number> => (await timed(["--eval", ""])).ms;

const matrix = async (...names: string[]): Promise<number> =>
  (
    await timed([
      programOf("vitest"),
      "run",
      "tests/matrix/http-endpoints",
      "-t",
      ["the healthy federation", ...names].join("|"),
    ])
  ).ms;
const faultsNamed = async (part: string): Promise<number> =>
  (await allFaults()).filter(({ id, value }) => id.startsWith(part) && value.seenBy === "http").length;

/** Seconds behind these words in what a run prints, as milliseconds. */
const printed = (stdout: string, words: string): number =>
  Number(new RegExp(`${words} after ([\\d.]+) s`, "i").exec(stdout)?.[1] ?? Number.NaN) * 1000;

const afterDecision = async (given: Given): Promise<Pick<Line, "ms" | "against">> => {
  const { stdout } = await timed([gates, "run", "--out", fresh(given)], DECIDED);
  const against = printed(stdout, "decided");
  return { ms: printed(stdout, "finished") - against, against };
};

/** Playwright Test with everything it loads before a journey, and no journey. */
const listJourneys = async ({ home }: Given): Promise<number> => {
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  const env = { GATES_RUN_DIR: home, GATES_REACH_FILE: join(home, "none.json") };
  writeFileSync(
    join(home, "gather.json"),
    JSON.stringify({ journeys: [{ spoke: "nobody", journey: "none" }], spokesFile: "", target: "" }),
  );
  const args = [cli, "test", "--list", "--config", join(ROOT, "playwright.config.ts")];
  return (await timed(args, [0], env)).ms;
};

export const MEASURES: readonly Measure[] = [
  {
    what: "start-up: --help",
    than: "an empty program",
    take: ({ rounds }) => inTurn(rounds, () => run("--help"), plainNode),
  },
  {
    what: "start-up: plan",
    than: "an empty program",
    take: ({ rounds }) => inTurn(rounds, () => run("plan"), plainNode),
  },
  {
    what: "Gate 1",
    than: "its requests in plain undici",
    take: (given) => overFloor(given, "--gate", "1"),
  },
  {
    what: "the whole run",
    than: "its exchanges and page loads, no harness",
    take: (given) => overFloor(given),
  },
  {
    what: "judging a kept run again (judge)",
    than: "the whole run",
    take: (given) => {
      let folder = "";
      const whole = () => {
        folder = fresh(given);
        return run("run", "--out", folder);
      };
      // the run first: it is what is judged
      return inTurn(given.rounds, whole, () => run("judge", folder)).then(({ ms, against }) => ({
        ms: against,
        against: ms,
      }));
    },
  },
  {
    what: "Gate 1 in a red world",
    than: "Gate 1 in a green one",
    take: (given) =>
      inTurn(
        given.rounds,
        () => run("run", "--gate", "1", "--fault", FAULT, "--out", fresh(given)),
        () => run("run", "--gate", "1", "--out", fresh(given)),
      ),
  },
  {
    what: "each further spoke (Gate 1, --all)",
    than: "Gate 1 of one",
    take: async (given) => {
      const clients = (await prepareAll(readOptions(["--all", "--gate", "1"]))).length;
      const { ms, against } = await inTurn(
        given.rounds,
        () => run("run", "--all", "--gate", "1", "--out", fresh(given)),
        () => run("run", "--gate", "1", "--out", fresh(given)),
      );
      return { ms: (ms - against) / Math.max(clients - 1, 1), against };
    },
  },
  {
    what: "each fault of the matrix",
    than: "the healthy world, runner included",
    take: async ({ rounds }) => {
      const faults = await faultsNamed(SOME_FAULTS);
      const { ms, against } = await inTurn(
        rounds,
        () => matrix(SOME_FAULTS),
        () => matrix(),
      );
      return { ms: (ms - against) / faults, against };
    },
  },
  {
    what: "after the decision: reports, Vitest, seal",
    than: "up to the decision",
    take: afterDecision,
  },
  {
    what: "Playwright Test, loaded for nothing",
    than: "an empty program",
    take: (given) => inTurn(given.rounds, () => listJourneys(given), plainNode),
  },
];
