import { defineCheck } from "../../../core/check.ts";
import { hidden } from "../cells.ts";
import { demandsSurfaces, judgePresence } from "../presence.ts";

export default defineCheck({
  level: "required",
  title: "After a switch of organisation every claim of the identity contract is on every required surface",
  failureTitle:
    "After a switch of organisation claims of the identity contract are missing or have another type",
  why: "People who work for two companies switch many times a day. Claims that get lost there lock them out of the second company, or leave them with the first one's rights.",
  remedy:
    "At the hub, issue the whole contract for the new organisation, not only what changed. At the spoke's backend, replace all claims at the next refresh, from one reading of the hub; never merge new ones over old ones.",
  sources: ["S2:GATE-3", "S2:Identity-contract", "S3:GATE-3"],
  kinds: ["client"],
  where: {
    holds: ({ contract }) => demandsSurfaces(contract),
    because: "the contract demands claims of Postgres only",
  },
  needs: ["claims.switch"],
  judge: ({ claims }, { contract }) => {
    const { unreached, behind } = claims.switch;
    return unreached === undefined
      ? judgePresence(contract, "switch", claims.switch)
      : hidden("the switch", "claims.switch", unreached, behind);
  },
});
