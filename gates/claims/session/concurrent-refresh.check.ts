import { blockedBy, defineCheck, eachCase, unknown } from "../../../core/check.ts";
import { hidden } from "../cells.ts";
import { atOnceCases } from "./at-once.ts";

export default defineCheck({
  level: "advisory",
  title: "Many refreshes at once leave one working session",
  failureTitle: "Many refreshes at once end the session, or leave several",
  why: "An app open in five tabs refreshes five times in the same second. A backend that takes this for theft signs its own users out at random.",
  remedy:
    "At the spoke's backend, answer refreshes of one token that come together with one and the same new token: on Supabase Auth a reuse interval above zero, elsewhere a short grace or a lock by session.",
  sources: ["practice", "RFC9700:4.14"],
  kinds: ["client"],
  needs: ["claims.concurrent", "claims.refresh"],
  judge: ({ claims: { concurrent, refresh } }) => {
    const { unreached, behind, answers = [] } = concurrent;
    if (unreached !== undefined) return hidden("the spoke's refresh", "claims.concurrent", unreached, behind);
    if (refresh.renewed?.spoke?.answer?.status !== 200) {
      return blockedBy("claims/spoke-refresh-rotates", "not even one refresh at a time was seen to work");
    }
    if (answers.length === 0 || answers.every(({ status }) => status === undefined || status >= 500)) {
      return unknown("the spoke did not answer the refreshes", "a run in which it answers");
    }
    return eachCase(
      atOnceCases(concurrent),
      ({ name }) => name,
      ({ judgement }) => judgement,
    );
  },
});
