import { defineCheck } from "../../../core/check.ts";
import { hidden } from "../cells.ts";
import { judgeReadability } from "../readability.ts";

export default defineCheck({
  level: "required",
  title: "After a switch of organisation Postgres reads the same claims as the session token carries",
  failureTitle:
    "After a switch of organisation row level security does not see the claims of the session token",
  why: "Policies decide by what Postgres reads. A claim that stands in the token but not there guards nothing, or locks everybody out.",
  remedy:
    "At the spoke's data API: verify the native session token and hand its whole payload to Postgres as request.jwt.claims (one JSON document, not one setting a claim), and read it in policies through auth.jwt(). Keep no copy of claims in a table or a pooled connection that outlives the request.",
  sources: ["S2:GATE-3", "S2:Identity-contract", "S3:GATE-3"],
  kinds: ["client"],
  needs: ["claims.switch"],
  judge: ({ claims }, { contract }) => {
    const { unreached, behind } = claims.switch;
    return unreached === undefined
      ? judgeReadability(contract, "switch", claims.switch)
      : hidden("the switch", "claims.switch", unreached, behind);
  },
});
