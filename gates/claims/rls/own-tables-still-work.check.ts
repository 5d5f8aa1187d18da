import { defineCheck, eachCase, same, unknown } from "../../../core/check.ts";
import { inEveryPhase } from "../phases.ts";

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
  judge: ({ claims }, { spoke }) => {
    const user = claims.tables.user ?? "";
    const declared = Object.entries(spoke.rls.tables).flatMap(([table, rows]) =>
      Object.hasOwn(rows, user) ? [{ table, rows: rows[user] }] : [],
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
        ({ table, rows }) => {
          const seen = claims.tables.phases?.[phase]?.find((one) => one.table === table);
          if (seen?.answer?.status === undefined || seen.answer.status >= 500) {
            return unknown(`${table} was not seen`, "a run in which the data API answers");
          }
          const actual = seen.count ?? { status: seen.answer.status };
          return same(`after ${phase}, rows of ${table} for ${user}`, rows, actual, seen.answer.exchange);
        },
      ),
    );
  },
});
