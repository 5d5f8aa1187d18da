import { fail, pass } from "../../core/check.ts";
import { defineObligation } from "../../core/obligation.ts";

export default defineObligation({
  title: "Every waiver and attestation is in force and still needed",
  failureTitle: "A waiver or attestation expired, is stale, or waives what may never be waived",
  why: "A forgotten waiver is a fault that nobody looks at any more.",
  remedy: "Delete or renew the entries that are named, each with owner, reason, link and last day.",
  sources: ["S2:THE-FOUR-GATES"],
  judge: ({ excuses, settled, spoke }) => {
    const rows = settled.map(({ verdict }) => verdict);
    const complaints = excuses.complaints(rows, [spoke.id, "hub"]);
    return complaints.length === 0
      ? pass
      : fail("spokes.yaml: waivers, attestations, temporary", "in force and needed", complaints);
  },
});
