import { defineCheck } from "../../../core/check.ts";
import { demandsSurfaces, judgePresence } from "../presence.ts";

export default defineCheck({
  level: "required",
  title: "After login every claim of the identity contract is on every required surface",
  failureTitle: "After login claims of the identity contract are missing or have another type",
  why: "A spoke that authenticates but lacks these claims is a failed migration: its authorization has nothing to decide with.",
  remedy:
    "Follow each failing claim to the last surface that carried it. On none: add it at the hub to what it issues to this client. On the hub's id_token or userinfo: carry it into the native session at the spoke (attribute mapping or access token hook). Only on the hub's access token: put it in the id_token as well, the spoke never reads the access token. Another type: send it as the contract says, arrays as arrays.",
  sources: ["S2:GATE-3", "S2:Identity-contract", "S3:GATE-3"],
  kinds: ["client"],
  where: {
    holds: ({ contract }) => demandsSurfaces(contract),
    because: "the contract demands claims of Postgres only",
  },
  needs: ["claims.login"],
  judge: ({ claims }, { contract }) => judgePresence(contract, "login", claims.login),
});
