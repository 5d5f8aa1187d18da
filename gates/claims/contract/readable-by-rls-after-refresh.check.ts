import { defineCheck } from "../../../core/check.ts";
import { judgeReadability } from "../readability.ts";

export default defineCheck({
  level: "required",
  title: "After a refresh Postgres reads the same claims as the session token carries",
  failureTitle: "After a refresh row level security does not see the claims of the session token",
  why: "Policies decide by what Postgres reads. A claim that stands in the token but not there guards nothing, or locks everybody out.",
  remedy:
    "At the spoke's data API: verify the native session token and hand its whole payload to Postgres as request.jwt.claims (one JSON document, not one setting a claim), and read it in policies through auth.jwt(). Then refresh the session again.",
  sources: ["S2:GATE-3", "S2:Identity-contract", "S3:GATE-3"],
  kinds: ["client"],
  needs: ["claims.refresh"],
  judge: ({ claims }, { contract }) => judgeReadability(contract, "refresh", claims.refresh),
});
