import { parseArgs } from "node:util";
import { nearest } from "../../core/nearest.ts";
import type { GateNumber } from "../../core/verdict.ts";
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
} as const;

const gateNumber = (written: string): GateNumber => {
  const gate = Number(written);
  if (gate === 1 || gate === 2 || gate === 3 || gate === 4) return gate;
  throw new UsageError(`There is no gate "${written}". The gates are 1, 2, 3 and 4.`);
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
  return {
    spokes: values.spokes,
    spoke: values.spoke,
    target: values.target ?? "local",
    gates: [...new Set((values.gate ?? []).map(gateNumber))].sort(),
    checks: [...new Set(values.check ?? [])],
    world: values.world,
    faults: [...new Set(values.fault ?? [])],
    out: values.out,
  };
};
