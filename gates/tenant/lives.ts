import { blockedBy, eachCase, fail, type Judgement, pass, unknown } from "../../core/check.ts";
import type { Life } from "../../core/evidence/tenant.ts";
import { outcomeOf } from "../../core/tenant/answers.ts";
import { summary } from "../endpoints/reading.ts";

const EVIDENCE = "tenant.writes" as const;

const judgeOne = ({ what, api, unreached, used, revoked, after, open }: Life): Judgement => {
  const unseen = (because: string, resolvedBy: string): Judgement =>
    unknown(because, resolvedBy, { evidence: EVIDENCE, because });
  if (unreached !== undefined) return unseen(`a ${what}: ${unreached}`, "that operation under operations");
  if (outcomeOf("rest", used) !== "answered") {
    return fail(used?.url ?? "no request", `a new ${what} that works`, summary(used), used?.exchange);
  }
  if (outcomeOf(api, revoked) !== "answered") {
    return unseen(`the ${what} could not be revoked: ${summary(revoked)}`, "a revocation that works");
  }
  if (after?.status === 401) return pass;
  if (outcomeOf("rest", open) === "answered") {
    const judgedBy =
      what === "CMA token" ? "endpoints/tenant-token-missing" : "endpoints/tenant-composer-basic";
    return blockedBy(judgedBy, "what a revoked token is tried on is answered without any token");
  }
  return after?.status === undefined
    ? unseen(`the revoked ${what} got no answer`, "a registry that answers")
    : fail(`${after.url} (a ${what} after its revocation)`, "401 at once", summary(after), after.exchange);
};

/** Works when it is made, and is dead from the moment it is revoked. */
export const judgeLife = (lives: readonly Life[]): Judgement =>
  eachCase(lives, ({ what, api }) => `a ${what} made, used and revoked${api ? ` (${api})` : ""}`, judgeOne);
