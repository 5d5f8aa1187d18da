import { defineCheck, eachCase, unknown } from "../../../core/check.ts";
import { declaredRows } from "../../../core/spokes/table-rows.ts";
import { inEveryPhase } from "../phases.ts";
import { judgeTable } from "./tables.ts";

export default defineCheck({
  level: "required",
  title: "The spoke's own tables still show each test person their rows",
  failureTitle: "The spoke's own tables show the wrong number of rows",
  why: "The data stays where it was; only the way in changes. Policies written for the old login may show nothing now, or too much.",
  remedy:
    "In the spoke's database: run the failing table's policies with the claims that Postgres reads now (the matrix shows them). Keep policies on auth.uid() where rows belong to a person; read active_org from the token where they belong to an organisation. If the declared number is old, correct rls.tables in spokes.yaml.",
  sources: ["S0:7", "S2:Database-rules", "S2:Done-when"],
  kinds: ["client"],
  needs: ["claims.tables", "claims.login", "claims.refresh", "claims.rotation"],
  judge: ({ claims }, { spoke, contract }) => {
    const { user = "" } = claims.tables;
    const declared = declaredRows(
      spoke,
      contract.users.find(({ id }) => id === user),
    );
    if (declared.length === 0) {
      return unknown(
        `no table with a number of rows for ${user || "the test person"} is declared`,
        "rls.tables in spokes.yaml, or an attestation",
      );
    }
    return inEveryPhase(claims, (phase) =>
      eachCase(
        declared,
        ({ table }) => table,
        (one) => judgeTable(`after ${phase}`, user, one, claims.tables.phases?.[phase]),
      ),
    );
  },
});
