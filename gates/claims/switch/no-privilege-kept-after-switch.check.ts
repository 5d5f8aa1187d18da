import { blockedBy, defineCheck, eachCase, pass, unknown } from "../../../core/check.ts";
import { cellName, hidden, unseen } from "../cells.ts";
import { judgeKept, judgeRows, lost, ofOrg, rightsOf } from "./switched.ts";

export default defineCheck({
  level: "required",
  title: "After a switch nothing of the old organisation's rights remains, in any token or row",
  failureTitle: "After a switch rights of the old organisation remain",
  why: "A right that is kept is a right in a company that never gave it: what an owner of one may do, a guest of the other may not.",
  remedy:
    "Where the failing surface is built, replace permissions and app_roles whole at a switch: never merge lists, never keep a cache by user alone. In policies, read the organisation from active_org, not from a table of memberships that says yes to both.",
  sources: ["S2:GATE-3", "S3:GATE-3"],
  threat: ["RFC9700:2.3"],
  kinds: ["client"],
  needs: ["claims.switch"],
  judge: ({ claims }, { contract }) => {
    const seen = claims.switch;
    const { unreached, behind, from } = seen;
    if (unreached !== undefined) return hidden("the switch", "claims.switch", unreached, behind);
    if (from === undefined) return unknown("no switch was seen", "a run with a driver that switches");
    const gone = new Map(rightsOf(contract).map((claim) => [claim, lost(contract, seen, claim)]));
    if ([...gone.values()].every((rights) => rights.length === 0)) {
      return unknown(
        "the old organisation gives no right that the new one does not: a kept one would not show",
        "a test person whose organisations differ, in the contract",
      );
    }
    const late = (["hub", "spoke"] as const).filter((side) => seen.arrived?.[side]?.by === "never");
    const tokens = ofOrg(contract, seen).flatMap(({ now }) => (gone.has(now.claim) ? [now] : []));
    return eachCase(
      [
        ...tokens.map((cell) => ({ name: cellName(cell), cell })),
        { name: `rows of ${from}`, cell: undefined },
      ],
      ({ name }) => name,
      ({ cell }) => {
        const side = cell?.surface.startsWith("hub") ? "hub" : "spoke";
        if (late.includes(side)) {
          return blockedBy("claims/org-switch-takes-effect", `the switch did not arrive at the ${side}`);
        }
        if (cell === undefined) return judgeRows(from, seen.rls_before, seen.rls);
        if (cell.state === "unknown") return unseen(cell);
        return cell.state === "absent" || cell.state === "missing"
          ? pass
          : judgeKept(cell, gone.get(cell.claim) ?? []);
      },
    );
  },
});
