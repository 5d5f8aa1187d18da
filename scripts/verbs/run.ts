import { runOnce } from "../run/once.ts";
import { readOptions } from "../run/options.ts";
import { prepare } from "../run/prepare.ts";

/** Plan, gather, judge, decide, report. Returns the exit code of the decision. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const prepared = await prepare(readOptions(args));
  return runOnce(prepared);
};
