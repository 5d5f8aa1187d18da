import { pass, unknown } from "../../core/check.ts";
import { defineObligation } from "../../core/obligation.ts";

export default defineObligation({
  title: "Every required check has an answer",
  failureTitle: "Required checks have no answer",
  why: "Unknown is not yes: a cutover on what nobody looked at is a guess.",
  remedy:
    "Give the harness what the unknown checks ask for, or have a person attest to what only a person can see.",
  sources: ["S2:THE-FOUR-GATES"],
  judge: ({ settled }) => {
    if (settled.length === 0) return unknown("nothing was planned", "a run with at least one check");
    const open = settled.filter(
      ({ level, excused, verdict }) => level === "required" && !excused && verdict.outcome === "unknown",
    );
    return open.length === 0
      ? pass
      : unknown(
          `${open.length} required ${open.length === 1 ? "check is" : "checks are"} unknown`,
          open[0]?.verdict.resolvedBy ?? "a complete run",
          ...open.map(({ check }) => ({ check })),
        );
  },
});
