import { blockedBy, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import type { Reuse } from "../../../core/evidence/claims-changed.ts";
import { hidden } from "../cells.ts";

const refused = (status: number | undefined): boolean =>
  status !== undefined && status >= 400 && status < 500;

/**
 * A spent refresh token that came again. In the window a lost answer may be given again; the parent may give the same
 * child, never another; what is older must be refused, and take its family along.
 */
export const judgeReuse = (side: "hub" | "spoke", seen: Reuse): Judgement => {
  const { name, unreached, behind, again, active, after } = seen;
  const evidence = `claims.${side}_reuse`;
  if (unreached !== undefined) return hidden(`the ${side}'s refresh`, evidence, unreached, behind);
  const status = again?.answer?.status;
  const exchange = again?.answer?.exchange;
  if (active !== undefined && again?.before === active) {
    return blockedBy(`claims/${side}-refresh-rotates`, "the refresh token never changes, so none is spent");
  }
  const at = `${side} token endpoint, ${name}`;
  if (status === undefined || status >= 500 || status === 429) {
    return unknown(`the ${side} answered ${status ?? "nothing"}`, "a run in which it answers");
  }
  if (name === "window") {
    // what is declared to be forgiven must be, and the session must go on
    if (status !== 200) return fail(at, "taken again, as the declared window says", status, exchange);
    const then = after?.answer?.status;
    return then === undefined || then >= 500 || then === 429
      ? unknown("what became of the session was not seen", "a run in which the token endpoint answers")
      : then === 200
        ? pass
        : fail(`${at}: the active token afterwards`, 200, then, after?.answer?.exchange);
  }
  if (name === "parent") {
    if (refused(status) || (again?.after !== undefined && again.after === active)) return pass;
    return fail(at, "refused, or the same child again", `${status} with another refresh token`, exchange);
  }
  if (!refused(status)) return fail(at, "refused", status, exchange);
  const then = after?.answer?.status;
  if (then === undefined || then >= 500 || then === 429) {
    return unknown("what became of the family was not seen", "a run in which the token endpoint answers");
  }
  return refused(then)
    ? pass
    : fail(`${at}: the active token afterwards`, "refused", then, after?.answer?.exchange);
};
