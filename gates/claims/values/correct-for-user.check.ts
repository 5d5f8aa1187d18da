import { defineCheck, eachCase, pass } from "../../../core/check.ts";
import { type Cell, cellsOf, userOf } from "../../../core/claims/matrix.ts";
import { type Contract, truthOf } from "../../../core/contract.ts";
import type { PhaseSeen } from "../../../core/evidence/claims.ts";
import { blockedByShape, cellName, failCell, unseen } from "../cells.ts";

/** Claims whose truth is declared. What Postgres reads is left to readable-by-rls: it can only repeat the session. */
const declared = (contract: Contract, seen: PhaseSeen): readonly Cell[] => {
  const user = userOf(contract, seen);
  const truth = user ? truthOf(user) : {};
  return cellsOf(contract, "login", seen).filter(
    ({ claim, surface, state, required }) =>
      truth[claim] !== undefined &&
      surface !== "spoke_rls" &&
      state !== "absent" &&
      (required || state !== "missing"),
  );
};

export default defineCheck({
  level: "required",
  title: "The claims are true of the person who signed in",
  failureTitle: "Claims say something untrue of the person who signed in",
  why: "A present claim with the wrong value grants the wrong person the wrong rights, which is worse than a missing one.",
  remedy:
    "Compare the failing values with the account in admin.cargo.ac. Wrong on every surface: correct the account, or the claim's source at the hub. Wrong on the spoke's session only: the spoke caches or maps it wrongly; correct its attribute mapping or hook. If the account is right and the declared truth old: correct the test user in the contract.",
  sources: ["S2:GATE-3", "S2:RULE-B"],
  kinds: ["client"],
  needs: ["claims.login"],
  judge: ({ claims }, { contract }) =>
    eachCase(declared(contract, claims.login), cellName, (cell) => {
      if (cell.state === "unknown") return unseen(cell);
      if (cell.required && (cell.state === "missing" || cell.state === "wrong-type"))
        return blockedByShape(cell);
      return cell.state === "present" ? pass : failCell(cell, cell.expected, cell.value);
    }),
});
