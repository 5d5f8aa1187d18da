import { fail, type Judgement, same, unknown } from "../../../core/check.ts";
import type { TableSeen } from "../../../core/evidence/claims.ts";
import type { DeclaredRows } from "../../../core/spokes/table-rows.ts";

/** One of the spoke's own tables, as the person saw it: as many rows as are declared. `when`: "after refresh". */
export const judgeTable = (
  when: string,
  user: string,
  { table, rows }: DeclaredRows,
  seen: readonly TableSeen[] | undefined,
): Judgement => {
  const { answer, count, at_least = 0 } = seen?.find((one) => one.table === table) ?? {};
  if (answer?.status === undefined || answer.status >= 500 || answer.status === 429) {
    return unknown(`${table} was not seen`, "a run in which the data API answers");
  }
  const at = `${when}, rows of ${table} for ${user}`;
  if (count !== undefined) return same(at, rows, count, answer.exchange);
  if (answer.status >= 300) return fail(at, rows, { status: answer.status }, answer.exchange);
  // one page of them may be all that there is
  return at_least > rows
    ? fail(at, rows, `${at_least} or more`, answer.exchange)
    : unknown(
        `how many rows of ${table} there are is not in the answer`,
        "a data API that counts when it is asked to (Prefer: count=exact), or an attestation",
      );
};
