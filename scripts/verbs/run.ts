import { runOnce } from "../run/once.ts";
import { readOptions } from "../run/options.ts";
import { prepare } from "../run/prepare.ts";

/** Plan, gather, judge, decide, report. Returns the exit code of the decision, of the worst one for several spokes. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const options = readOptions(args);
  if (!options.all) return runOnce(await prepare(options));
  const { runAll } = await import("../fleet/run-all.ts");
  return runAll(options);
};
