import { type Decided, decideNow } from "../runs/decision.ts";
import { readArguments, wordsUpTo } from "./arguments.ts";

/** Decides on what a person named: `--spoke`, `--target`, `--run` and where to look for runs. */
export const decidedFrom = async (
  verb: "decide" | "promote",
  args: readonly string[],
): Promise<{ readonly decided: Decided; readonly target: string }> => {
  const { values, words } = readArguments(args, {
    spokes: { type: "string" },
    spoke: { type: "string" },
    target: { type: "string" },
    run: { type: "string" },
    runs: { type: "string" },
    bundle: { type: "string", multiple: true },
  });
  wordsUpTo(words, 0, `npm start -- ${verb} --spoke ID --target NAME`);
  const target = values.target ?? "local";
  const decided = await decideNow({
    spokes: values.spokes,
    spoke: values.spoke,
    target,
    run: values.run,
    runs: values.runs,
    bundles: values.bundle ?? [],
  });
  return { decided, target };
};
