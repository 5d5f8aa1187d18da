import { blockedBy, defineCheck, eachCase } from "../../../core/check.ts";
import { inEveryPhase } from "../phases.ts";
import { judgeRow, ROWS, readRows } from "./rows.ts";

export default defineCheck({
  level: "required",
  title: "Row level security shows the active organisation's rows, no other's, and nothing to strangers",
  failureTitle: "Row level security shows the wrong rows",
  why: "The claims are there so that data stays apart. Whether it does is seen in the rows, not in the token.",
  remedy:
    "In the spoke's database: compare the policy of the probe table with contract/sql/cargo_gate_probe.sql. It must be enabled and forced, read the top-level claim active_org through auth.jwt(), and grant anon nothing. Install the probe again if it was changed.",
  sources: ["S2:GATE-3", "S2:Database-rules"],
  kinds: ["client"],
  needs: ["claims.rls", "claims.login", "claims.refresh", "claims.rotation"],
  judge: ({ claims }, { contract }) =>
    inEveryPhase(claims, (phase, seen) => {
      const rows = readRows(contract, seen, claims.rls.phases?.[phase]);
      if (rows === undefined) {
        return blockedBy(
          `claims/readable-by-rls-after-${phase}`,
          "Postgres reads no active_org to show rows by",
        );
      }
      return eachCase(
        ROWS,
        (name) => name,
        (name) => judgeRow(name, rows),
      );
    }),
});
