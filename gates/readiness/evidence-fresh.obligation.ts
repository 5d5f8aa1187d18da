import { pass, unknown } from "../../core/check.ts";
import { defineObligation } from "../../core/obligation.ts";

const hours = (ms: number) => ms / 3_600_000;

export default defineObligation({
  title: "The evidence is fresh",
  failureTitle: "The evidence is too old to decide on",
  why: "The live system wins: what was true yesterday may not be true at the cutover.",
  remedy: "Run the gates again, then decide.",
  sources: ["S2:VERIFY"],
  judge: ({ settled, now, freshHours, cached, spoke, target }) => {
    const again = `npm start -- run --spoke ${spoke.id} --target ${target}`;
    const seen = settled
      .flatMap(({ verdict }) => (verdict.seenAt === undefined ? [] : [verdict.seenAt]))
      .sort();
    const [oldest] = seen;
    if (oldest === undefined) return unknown("no verdict rests on dated evidence", "a complete run");
    const newest = seen.at(-1) ?? oldest;
    if (Date.parse(newest) > now.getTime()) {
      return unknown(`evidence is dated ${newest}, after the decision: one of the clocks is wrong`, again);
    }
    // An answer that came out of a cache is as old as the cache says, not as old as our look at it.
    const fromCache = cached !== undefined && Date.parse(cached.at) < Date.parse(oldest);
    const age = hours(now.getTime() - Date.parse(fromCache ? cached.at : oldest));
    if (age <= freshHours) return pass;
    const what = fromCache ? `${cached.evidence} came from a cache and` : "the oldest evidence";
    return unknown(`${what} is ${age.toFixed(1)} h old, more than ${freshHours} h`, again);
  },
});
