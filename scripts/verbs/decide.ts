import { join } from "node:path";
import { plain } from "../../core/redact.ts";
import { EXIT } from "../../core/verdict.ts";
import { writeWhole } from "../../probes/evidence/disk-store.ts";
import { wordsOf } from "../run/toolbox.ts";
import type { Decided } from "../runs/decision.ts";
import { tellDecision, tellNothing } from "../runs/tell-decision.ts";
import { decidedFrom } from "./decided.ts";

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
  const { decided, target } = await decidedFrom("decide", args);
  if (!decided.found) {
    process.stdout.write(plain(tellNothing(decided, target)));
    return EXIT.UNKNOWN;
  }
  const { readiness, kept } = decided.found;
  const file = keep(decided);
  process.stdout.write(
    plain(tellDecision(readiness, { ...decided, place: kept.files.place }, wordsOf(decided.toolbox), file)),
  );
  return readiness.exitCode;
};
