import { blockedBy, eachCase, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import { hidden } from "../cells.ts";

/** Two refreshes in a row: the first must give another refresh token, and that one must work. */
export const judgeRotation = (
  side: "hub" | "spoke",
  claims: Pick<{ [N in "refresh" | "rotation"]: Evidence[`claims.${N}`] }, "refresh" | "rotation">,
): Judgement =>
  eachCase(
    ["refresh", "rotation"] as const,
    (phase) => (phase === "refresh" ? "first refresh" : "refresh with the new token"),
    (phase) => {
      const seen = claims[phase].renewed?.[side];
      const own = seen?.behind === `claims/${side}-refresh-rotates`;
      if (seen?.unreached !== undefined && own) {
        return blockedBy(`claims/${side}-refresh-rotates`, "the first refresh did not work");
      }
      if (seen?.unreached !== undefined) {
        return hidden(`the ${side}'s refresh`, `claims.${phase}`, seen.unreached, seen.behind, seen.give);
      }
      const { answer, before, after } = seen ?? {};
      if (answer?.status === undefined || answer.status >= 500) {
        return unknown(
          `the ${side}'s token endpoint did not answer the refresh`,
          "a run in which it answers",
        );
      }
      if (before === undefined)
        return fail(`${side} token answer`, "a refresh token", "none", answer.exchange);
      if (answer.status !== 200 && side === "hub" && phase === "refresh") {
        return blockedBy(
          "endpoints/token-works-on-public-domain",
          `the hub answered the refresh with ${answer.status}`,
        );
      }
      const hub = claims[phase].renewed?.hub?.answer?.status;
      if (answer.status !== 200 && side === "spoke" && hub !== undefined && hub !== 200) {
        return blockedBy(
          "claims/hub-refresh-rotates",
          "the hub refuses a refresh too, which the spoke may rest on",
        );
      }
      if (answer.status !== 200) {
        return fail(`${side} token endpoint, ${phase}`, 200, answer.status, answer.exchange);
      }
      if (after === undefined)
        return fail(`${side} token answer`, "another refresh token", "none", answer.exchange);
      return after === before
        ? fail(`${side} token answer`, "another refresh token", "the same refresh token", answer.exchange)
        : pass;
    },
  );
