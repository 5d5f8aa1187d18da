import { blockedBy, fail, type Judgement, pass } from "../../../core/check.ts";
import { blockedByShape, cellName, failCell, unseen } from "../cells.ts";
import type { Pair, Switched } from "./switched.ts";

export const judgeArrival = (
  seen: Switched,
  side: "hub" | "spoke",
  rightBefore: boolean,
  now: unknown,
): Judgement => {
  const by = seen.arrived?.[side]?.by;
  if (by === undefined) {
    return blockedBy("claims/present-after-org-switch", `the ${side} states no active_org after the switch`);
  }
  if (by !== "never") return pass;
  return rightBefore
    ? fail(`active_org at the ${side}, after a refresh and a new sign-in`, seen.to, now)
    : blockedBy("claims/correct-for-user", "active_org was not the person's own before the switch either");
};

export const judgeValue = ({ before, now }: Pair): Judgement => {
  if (now.state === "unknown") return unseen(now);
  if (now.state === "absent" || (now.state === "missing" && !now.required)) return pass;
  if (now.state === "missing" || now.state === "wrong-type") {
    return now.required ? blockedByShape(now) : pass;
  }
  if (now.state === "present") return pass;
  return before?.state === "present"
    ? failCell(now, now.expected, now.value)
    : blockedBy("claims/correct-for-user", `${cellName(now)} was not true before the switch either`);
};
