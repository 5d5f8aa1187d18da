import type { Excused, Report } from "../../core/report.ts";
import type { Verdict } from "../../core/verdict.ts";

/** The entry of spokes.yaml that answers for a verdict, if one does. */
export const excusedBy = ({ excused = [] }: Report, { check, spoke }: Verdict): Excused | undefined =>
  excused.find((one) => one.check === check && one.spoke === spoke);

/** A row of Gate 4's own table: it says once more what others say, or what only a whole run can. */
export const isOfTable = ({ checks }: Pick<Report, "checks">, { gate, check }: Verdict): boolean =>
  gate === 4 && (Object.hasOwn(checks, check) ? checks[check]?.table : true) !== false;

/** Verdicts that keep a gate shut: required, not passed, and accepted by nobody. Fails first, then by gate. */
export const blocking = (report: Report): readonly Verdict[] =>
  report.readiness.verdicts
    .filter(
      (one) =>
        one.level === "required" &&
        (one.outcome === "fail" || one.outcome === "unknown") &&
        !excusedBy(report, one),
    )
    .sort((a, b) => Number(a.outcome !== "fail") - Number(b.outcome !== "fail") || a.gate - b.gate);

/** As `blocking`, without the rows of Gate 4 that only repeat it; these alone, when nothing else blocks. */
export const news = (report: Report): readonly Verdict[] => {
  const all = blocking(report);
  const own = all.filter(({ gate }) => gate !== 4);
  return own.length > 0 ? own : all;
};

const DAY = 86_400_000;
/** Whole days from a moment to the end of a day such as 2026-12-31; negative once it is over, undefined when it is no day. */
export const daysLeft = (until: string, from: string): number | undefined => {
  const [end, now] = [Date.parse(`${until}T00:00:00Z`), Date.parse(from)];
  return Number.isNaN(end) || Number.isNaN(now) ? undefined : Math.floor((end + DAY - now) / DAY);
};
