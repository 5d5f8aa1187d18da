import { pass, unknown } from "../../core/check.ts";
import { defineObligation } from "../../core/obligation.ts";

export default defineObligation({
  title: "The pilot went first",
  failureTitle: "The pilot has no GO in force on this target",
  why: "CargoWorks AI is the pilot: no other spoke migrates until all four gates pass there.",
  remedy:
    "Gate the pilot on this target first, signed with a key that spokes.yaml trusts (`trusted_keys`), and keep its run or hand in its bundle with --bundle.",
  sources: ["S2:THE-FOUR-GATES", "S3:GATE-4"],
  // The account home and the hub are not held: the pilot itself depends on them.
  appliesTo: ({ spoke, pilot }) => spoke.kind === "client" && !spoke.pilot && pilot !== "not-asked",
  judge: ({ pilot, target }) => {
    if (!pilot || pilot === "not-asked")
      return unknown("no spoke of spokes.yaml is the pilot", "`pilot: true` on one spoke");
    if (pilot.goAt !== undefined) return pass;
    const because = pilot.lacking ?? "no run of it was found";
    return unknown(
      `the pilot ${pilot.id} has no GO in force on ${target}: ${because}`,
      `npm start -- run --spoke ${pilot.id} --target ${target}`,
    );
  },
});
