import { expect, test } from "vitest";
import { rowsStated } from "../../probes/claims/postgres.ts";

test.each([
  ["0-0/1", 1],
  ["*/0", 0],
  ["0-24/3573", 3573],
  // a data API that does not count tells its own range alone
  ["0-1/*", 2],
  ["*/*", 0],
  [undefined, undefined],
  ["", undefined],
  ["rows 0-1/2", undefined],
])("content-range %s states %s rows", (range, rows) => expect(rowsStated(range)).toBe(rows));
