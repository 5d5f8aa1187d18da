import { fail, pass } from "../../core/check.ts";
import { defineObligation } from "../../core/obligation.ts";

export default defineObligation({
  title: "Every waiver is in force and still needed",
  failureTitle: "A waiver expired, is stale, or waives what may never be waived",
  why: "A forgotten waiver is a fault that nobody looks at any more.",
  remedy: "Delete or renew the waivers that are named, each with owner, reason, link and last day.",
  sources: ["S2:THE-FOUR-GATES"],
  judge: ({ excuses, settled }) => {
    const complaints = excuses.complaints(settled.map(({ verdict }) => verdict));
    return complaints.length === 0 ? pass : fail("spokes.yaml: waivers", "in force and needed", complaints);
  },
});
