import { parseArgs } from "node:util";
import { nearest } from "../../core/nearest.ts";
import type { GateNumber } from "../../core/verdict.ts";
import { fromCaller } from "../paths.ts";
import { runsFolder } from "../runs/find.ts";
import { UsageError } from "../usage-error.ts";

/** What was asked for on the command line, not yet compared with what there is. */
export interface Options {
  readonly spokes: string | undefined;
  readonly spoke: string | undefined;
  readonly target: string;
  readonly gates: readonly GateNumber[];
  readonly checks: readonly string[];
  readonly world: string | undefined;
  readonly faults: readonly string[];
  readonly out: string | undefined;
  /** folder of runs, absolute: where this one goes and others are looked for */
  readonly runs: string;
  /** sealed runs of others that were handed in: the pilot's GO, a dependency's, staging's evidence */
  readonly bundles: readonly string[];
  /** every spoke of the file, in one go */
  readonly all: boolean;
  /** with `all`: judge the other spokes as if the pilot had gone first */
  readonly noHold: boolean;
  /** with `all`: the part of the spokes that this machine takes */
  readonly shard: Shard | undefined;
}

/** Part `index` of `count`, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

const KNOWN = {
  spokes: { type: "string" },
  spoke: { type: "string" },
  target: { type: "string" },
  gate: { type: "string", multiple: true },
  check: { type: "string", multiple: true },
  world: { type: "string" },
  fault: { type: "string", multiple: true },
  out: { type: "string" },
  runs: { type: "string" },
  bundle: { type: "string", multiple: true },
  all: { type: "boolean" },
  "no-hold": { type: "boolean" },
  shard: { type: "string" },
} as const;

const gateNumber = (written: string): GateNumber => {
  const gate = Number(written);
  if (gate === 1 || gate === 2 || gate === 3 || gate === 4) return gate;
  throw new UsageError(`There is no gate "${written}". The gates are 1, 2, 3 and 4.`);
};

const shardOf = (written: string): Shard => {
  const [, index = 0, count = 0] = (/^(\d+)\/(\d+)$/.exec(written) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw new UsageError(`"--shard ${written}" names no part: write --shard 1/3 for the first of three.`);
};

/** Node's own message names the option; the nearest valid one is ours to add. */
const tellMistake = (error: unknown, args: readonly string[]): UsageError => {
  const said = error instanceof Error ? error.message.split(". ")[0] : String(error);
  const odd = args.find(
    (word) => word.startsWith("--") && !Object.hasOwn(KNOWN, word.slice(2).split("=")[0] ?? ""),
  );
  const near = odd ? nearest(odd.slice(2), Object.keys(KNOWN), 1)[0] : undefined;
  return new UsageError(
    [`${said}.`, near && `Did you mean --${near}?`, "All options: npm start -- --help"]
      .filter(Boolean)
      .join(" "),
  );
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: KNOWN, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw tellMistake(error, args);
  }
};

export const readOptions = (args: readonly string[]): Options => {
  const values = parse(args);
  const all = values.all ?? false;
  if (all && values.spoke !== undefined) {
    throw new UsageError(`--all is every spoke, --spoke ${values.spoke} is one: leave one of them out.`);
  }
  const alone = (["no-hold", "shard"] as const).find((name) => values[name] !== undefined);
  if (!all && alone !== undefined) throw new UsageError(`--${alone} goes with --all.`);
  return {
    spokes: values.spokes,
    spoke: values.spoke,
    target: values.target ?? "local",
    gates: [...new Set((values.gate ?? []).map(gateNumber))].sort(),
    checks: [...new Set(values.check ?? [])],
    world: values.world,
    faults: [...new Set(values.fault ?? [])],
    out: values.out,
    runs: runsFolder(values.runs),
    bundles: (values.bundle ?? []).map(fromCaller),
    all,
    noHold: values["no-hold"] ?? false,
    shard: values.shard === undefined ? undefined : shardOf(values.shard),
  };
};
