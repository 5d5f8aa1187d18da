import { EXIT, type Readiness } from "../../core/verdict.ts";
import type { InForce } from "../runs/in-force.ts";

/** A spoke that was decided in this run answers for those that rest on it, whoever signs: it is one run. */
export const goOf = ({ decision, exitCode, decidedAt: at, run, scope }: Readiness): InForce | undefined => {
  if (scope.partial) return undefined;
  return decision === "GO" && exitCode === EXIT.GO
    ? { at, run }
    : { lacking: `it is ${decision ?? "undecided"} in this run` };
};
