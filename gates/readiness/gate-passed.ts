import { fail, pass, unknown } from "../../core/check.ts";
import { defineObligation } from "../../core/obligation.ts";
import { GATES, type GateNumber } from "../../core/verdict.ts";

const good = ["passed", "passed-with-fallback"];

/** The obligation that one of the first three gates passed. */
export const gatePassed = (gate: Exclude<GateNumber, 4>, why: string) => {
  const name = GATES[gate - 1]?.name;
  return defineObligation({
    title: `Gate ${gate} (${name}) passed`,
    failureTitle: `Gate ${gate} (${name}) did not pass`,
    why,
    remedy: "Mend what the gate's own checks name, most important first, then run again.",
    sources: ["S2:THE-FOUR-GATES"],
    appliesTo: ({ gates }) => gates.some((one) => one.gate === gate),
    judge: ({ gates }) => {
      const status = gates.find((one) => one.gate === gate);
      if (!status || status.status === "not-run") {
        return unknown(`Gate ${gate} was not run`, "a run of all gates");
      }
      if (good.includes(status.status)) return pass;
      const first = status.blockedBy[0];
      return status.status === "unknown"
        ? unknown(
            `${status.blockedBy.length} required checks of Gate ${gate} are unknown`,
            first ?? "a complete run",
            ...status.blockedBy.map((check) => ({ check })),
          )
        : fail(`gate ${gate}`, "passed", status.status);
    },
  });
};
