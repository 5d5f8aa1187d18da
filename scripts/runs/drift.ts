import type { Drift } from "../../core/report.ts";
import type { Subject } from "../../core/subject.ts";
import type { Settings } from "../run/settings.ts";
import { readBaseline } from "./baseline.ts";
import { compareSummaries } from "./compare.ts";
import { driftOf, readPermanent } from "./permanent.ts";
import { recordsFile } from "./records.ts";
import { type Summed, summaryOf } from "./summary.ts";

/** How a run differs from what was approved: the baseline, and the permanent configuration. */
export const driftsOf = (
  settings: Pick<Settings, "path">,
  target: string,
  spoke: Subject,
  run: Summed,
): readonly Drift[] => {
  const place = (what: "baseline" | "permanent") => recordsFile(settings, target, spoke.id, what);
  const baseline = readBaseline(place("baseline"));
  const permanent = readPermanent(place("permanent"));
  const differences = driftOf(settings, target, spoke, run.read)?.differences ?? [];
  return [
    ...(baseline
      ? [
          {
            since: `run ${baseline.run}, the baseline that ${baseline.approvedBy} approved on ${baseline.approvedAt.slice(0, 10)}`,
            changes: compareSummaries(baseline.summary, summaryOf(run)),
          },
        ]
      : []),
    ...(permanent
      ? [
          {
            since: `run ${permanent.run}, whose configuration was made permanent on ${permanent.promotedAt.slice(0, 10)}`,
            changes: differences.map(({ at, expected, actual }) => ({
              kind: "configuration",
              at,
              before: expected,
              now: actual,
            })),
          },
        ]
      : []),
  ];
};
