import { expect, test } from "vitest";
import { judgeTable } from "../../gates/claims/rls/tables.ts";
import { rowsStated } from "../../probes/claims/postgres.ts";

test.each([
  ["0-0/1", { count: 1 }],
  ["*/0", { count: 0 }],
  ["0-24/3573", { count: 3573 }],
  // a data API that does not count tells the range of its own page alone
  ["0-1/*", { at_least: 2 }],
  ["10-11/*", { at_least: 12 }],
  ["*/*", { count: 0 }],
  [undefined, {}],
  ["", {}],
  ["rows 0-1/2", {}],
])("content-range %s states %j", (range, rows) => expect(rowsStated(range)).toEqual(rows));

test.each([
  ["0-1/2", 200, "pass"],
  ["0-2/3", 200, "fail"],
  // the page may be full: two rows were shown, and nobody knows of how many
  ["0-1/*", 206, "unknown"],
  ["0-0/*", 200, "unknown"],
  ["0-2/*", 200, "fail"],
  [undefined, 200, "unknown"],
  [undefined, 403, "fail"],
  [undefined, 503, "unknown"],
])("content-range %s with %s, where two rows are declared: %s", (range, status, outcome) => {
  const seen = [{ table: "notes", answer: { status }, ...rowsStated(range) }];
  expect(judgeTable("after login", "ann", { table: "notes", rows: 2 }, seen).is).toBe(outcome);
});
