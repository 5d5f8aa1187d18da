import type { Fleet, Member } from "../../reporters/fleet/fleet.ts";
import { samples } from "./sample-reports.ts";
import { sampleWords } from "./sample-words.ts";

const MIX = [samples.noGo, samples.notKnown, samples.held, samples.paused, samples.go] as const;

/** A fleet of this many spokes with decisions of every kind; the first is the pilot. */
export const fleetOf = (size: number): Fleet => {
  const members: Member[] = Array.from({ length: size }, (_, at) => ({
    id: `spoke-${at}`,
    name: `Spoke ${at}`,
    ...(at === 0 && { pilot: true }),
  }));
  return {
    members,
    now: "2026-11-20T12:00:00.000Z",
    freshHours: 24,
    words: sampleWords,
    decided: members.slice(0, -1).map(({ id }, at) => {
      const { readiness } = at === 0 ? samples.go : (MIX[at % MIX.length] ?? samples.go);
      return {
        readiness: {
          ...readiness,
          spoke: id,
          verdicts: readiness.verdicts.map((one) => (one.spoke === "hub" ? one : { ...one, spoke: id })),
          decidedAt: at % 11 === 7 ? "2026-11-10T09:00:00.000Z" : readiness.decidedAt,
        },
        report: `${id}/report.html`,
      };
    }),
  };
};
