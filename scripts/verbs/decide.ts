import { join } from "node:path";
import { plain } from "../../core/redact.ts";
import { EXIT } from "../../core/verdict.ts";
import { writeWhole } from "../../probes/evidence/disk-store.ts";
import { wordsOf } from "../run/toolbox.ts";
import { type Decided, decideNow } from "../runs/decision.ts";
import { tellDecision, tellNothing } from "../runs/tell-decision.ts";
import { readArguments, wordsUpTo } from "./arguments.ts";

/** A decision is a document of its own, beside the runs: a sealed run is never written into. */
const keep = ({ found, runs, spoke }: Decided): string | undefined => {
  if (!found) return undefined;
  const { readiness } = found;
  const moment = readiness.decidedAt.slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
  const file = join(runs, "decisions", `${moment}-${spoke}-${readiness.target}.json`);
  writeWhole(file, `${JSON.stringify(readiness, null, 1)}\n`);
  return file;
};

/** Answers "can we cut over?" from the newest run. The exit code is the decision's. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const { values, words } = readArguments(args, {
    spokes: { type: "string" },
    spoke: { type: "string" },
    target: { type: "string" },
    run: { type: "string" },
    runs: { type: "string" },
    "pilot-bundle": { type: "string", multiple: true },
  });
  wordsUpTo(words, 0, "npm start -- decide --spoke ID --target NAME");
  const target = values.target ?? "local";
  const decided = await decideNow({
    spokes: values.spokes,
    spoke: values.spoke,
    target,
    run: values.run,
    runs: values.runs,
    bundles: values["pilot-bundle"] ?? [],
  });
  if (!decided.found) {
    process.stdout.write(plain(tellNothing(decided, target)));
    return EXIT.UNKNOWN;
  }
  const { readiness } = decided.found;
  const file = keep(decided);
  process.stdout.write(plain(tellDecision(readiness, decided, wordsOf(decided.toolbox), file)));
  return readiness.exitCode;
};
