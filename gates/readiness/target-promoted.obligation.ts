import { eachCase, fail, pass } from "../../core/check.ts";
import { defineObligation } from "../../core/obligation.ts";

export default defineObligation({
  level: "advisory",
  title: "The live system still has its permanent configuration",
  failureTitle: "The live system drifted from its permanent configuration",
  why: "After the cutover the Target configuration became the Permanent one: from then on every difference is drift.",
  remedy: "Set back what drifted, or gate the new state and promote it.",
  sources: ["S2:THE-FOUR-GATES", "S3:GATE-4"],
  appliesTo: ({ promoted }) => promoted !== undefined,
  judge: ({ promoted }) =>
    promoted === undefined || promoted.differences.length === 0
      ? pass
      : eachCase(
          promoted.differences,
          ({ at }) => at,
          ({ at, expected, actual }) => fail(at, expected, actual),
        ),
});
