import { blockedBy, eachCase, fail, type Judgement, pass } from "../../core/check.ts";
import { type Cell, cellsOf, type Phase } from "../../core/claims/matrix.ts";
import { agrees, type ClaimRule, type Contract } from "../../core/contract.ts";
import type { PhaseSeen } from "../../core/evidence/claims.ts";
import { cellName, failCell, slugOf, unseen, wanted } from "./cells.ts";

const judgeOne = (rule: ClaimRule, session: Cell, rls: Cell, phase: Phase): Judgement => {
  if (rls.state === "unknown") return unseen(rls);
  if (session.state === "unknown") return unseen(session);
  if (session.required && (session.state === "missing" || session.state === "wrong-type")) {
    return blockedBy(
      `claims/present-after-${slugOf(phase)}`,
      `the session token itself has ${rule.name} ${session.state}`,
    );
  }
  if (rls.state === "missing") return failCell(rls, session.value ?? "present", "missing");
  if (session.state === "missing" || session.state === "absent") {
    // with nothing to hold it against, what Postgres reads must be true by itself
    if (rls.state === "present") return pass;
    return failCell(rls, rls.state === "wrong-type" ? wanted(rls.expected) : rls.expected, rls.value);
  }
  return agrees(rule.surfaces.spoke_rls.compare, session.value, rls.value)
    ? pass
    : failCell(rls, session.value, rls.value);
};

/** Postgres, asked as the user, reads what the session token says, claim by claim. */
export const judgeReadability = (contract: Contract, phase: Phase, seen: PhaseSeen): Judgement => {
  const answer = seen.surfaces?.spoke_rls?.answer;
  if (answer?.status === 401 || answer?.status === 403) {
    return fail(
      "the probe function",
      "an answer for the native session",
      { status: answer.status },
      answer.exchange,
    );
  }
  const cells = cellsOf(contract, phase, seen);
  return eachCase(
    contract.claims.flatMap((rule) => {
      const on = (surface: string) => cells.find((one) => one.claim === rule.name && one.surface === surface);
      const session = on("spoke_session");
      const rls = on("spoke_rls");
      return rule.contract && session && rls ? [{ rule, session, rls }] : [];
    }),
    ({ rls }) => cellName(rls),
    ({ rule, session, rls }) => judgeOne(rule, session, rls, phase),
  );
};
