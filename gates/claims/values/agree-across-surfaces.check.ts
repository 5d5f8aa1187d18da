import { defineCheck, eachCase, type Judgement, pass } from "../../../core/check.ts";
import { type Cell, cellsOf } from "../../../core/claims/matrix.ts";
import { agrees, type ClaimRule, type Contract, kinder } from "../../../core/contract.ts";
import type { PhaseSeen } from "../../../core/evidence/claims.ts";
import { blockedByShape, cellName, failCell, unseen } from "../cells.ts";

interface Pair {
  readonly rule: ClaimRule;
  readonly cell: Cell;
  readonly first: Cell | undefined;
}

const judgePair = ({ rule, cell, first }: Pair): Judgement => {
  if (cell.state === "unknown") return unseen(cell);
  if (cell.required && cell.state === "wrong-type") return blockedByShape(cell);
  if (!first || first === cell) return pass;
  const how = kinder(rule.surfaces[cell.surface].compare, rule.surfaces[first.surface].compare);
  return agrees(how, first.value, cell.value)
    ? pass
    : failCell(cell, { [first.surface]: first.value }, { [cell.surface]: cell.value });
};

/** Each carrier is held against the first that carries the claim; what Postgres reads is left to readable-by-rls. */
const pairs = (contract: Contract, seen: PhaseSeen): readonly Pair[] =>
  contract.claims.flatMap((rule) => {
    const cells = cellsOf(contract, "login", seen).filter(
      ({ claim, surface, state }) =>
        claim === rule.name && surface !== "spoke_rls" && state !== "missing" && state !== "absent",
    );
    const first = cells.find(
      ({ state, required }) => state !== "unknown" && !(required && state === "wrong-type"),
    );
    return cells.map((cell) => ({ rule, cell, first }));
  });

export default defineCheck({
  level: "required",
  title: "Every surface that carries a claim says the same",
  failureTitle: "Surfaces contradict each other about the same claim",
  why: "If id_token, userinfo and session disagree, what a person may do depends on which of them a piece of code happens to read.",
  remedy:
    "The failing case names two surfaces. Two of the hub: issue both from one source at the hub (the same hook for id_token, access token and userinfo). The hub's and the spoke's: carry the claim over unchanged at the spoke, type and order of members included, and read it anew at each sign-in.",
  sources: ["S2:GATE-3", "OIDCC:5.3.2"],
  kinds: ["client"],
  needs: ["claims.login"],
  judge: ({ claims }, { contract }) =>
    eachCase(pairs(contract, claims.login), ({ cell }) => cellName(cell), judgePair),
});
