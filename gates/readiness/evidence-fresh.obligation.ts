import { fail, pass, unknown } from "../../core/check.ts";
import { defineObligation } from "../../core/obligation.ts";

const hours = (ms: number) => ms / 3_600_000;

export default defineObligation({
  title: "The evidence is fresh",
  failureTitle: "The evidence is too old to decide on",
  why: "The live system wins: what was true yesterday may not be true at the cutover.",
  remedy: "Run the gates again, then decide.",
  sources: ["S2:VERIFY"],
  judge: ({ settled, now, freshHours }) => {
    const seen = settled
      .flatMap(({ verdict }) => (verdict.seenAt === undefined ? [] : [verdict.seenAt]))
      .sort();
    const oldest = seen[0];
    if (oldest === undefined) return unknown("no verdict rests on dated evidence", "a complete run");
    const age = hours(now.getTime() - Date.parse(oldest));
    if (age < 0) return fail("oldest evidence", "seen before the decision", oldest);
    return age <= freshHours
      ? pass
      : fail("oldest evidence", `younger than ${freshHours} h`, `${age.toFixed(1)} h old`);
  },
});
