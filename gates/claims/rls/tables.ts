import { type Judgement, same, unknown } from "../../../core/check.ts";
import type { TableSeen } from "../../../core/evidence/claims.ts";
import type { DeclaredRows } from "../../../core/spokes/table-rows.ts";

/** One of the spoke's own tables, as the person saw it: as many rows as are declared. `when`: "after refresh". */
export const judgeTable = (
  when: string,
  user: string,
  { table, rows }: DeclaredRows,
  seen: readonly TableSeen[] | undefined,
): Judgement => {
  const { answer, count } = seen?.find((one) => one.table === table) ?? {};
  if (answer?.status === undefined || answer.status >= 500 || answer.status === 429) {
    return unknown(`${table} was not seen`, "a run in which the data API answers");
  }
  return same(
    `${when}, rows of ${table} for ${user}`,
    rows,
    count ?? { status: answer.status },
    answer.exchange,
  );
};
