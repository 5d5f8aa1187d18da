import { blockedBy, fail, type Judgement, type Unknown, unknown } from "../../core/check.ts";
import type { Cell, Phase } from "../../core/claims/matrix.ts";

/** "username on spoke_session" */
export const cellName = (cell: Cell): string => `${cell.claim} on ${cell.surface}`;

/** "after login, spoke_session app_metadata.username" */
export const cellPlace = (cell: Cell): string => `after ${cell.phase}, ${cell.surface} ${cell.path}`;

export const failCell = (cell: Cell, expected: unknown, actual: unknown): Judgement =>
  fail(cellPlace(cell), expected, actual, cell.exchange);

/** A surface that could not be looked at: unknown, with the check that says what stood in the way. */
export const unseen = (cell: Cell): Unknown =>
  hidden(`${cell.surface} after ${cell.phase}`, `claims.${cell.phase}`, cell.why, cell.behind, cell.give);

/** The phase as ids of checks name it. */
export const slugOf = (phase: Phase): string => (phase === "switch" ? "org-switch" : phase);

/** A required claim that is missing or of another type is another check's red: presence, or what Postgres reads. */
export const blockedByShape = (cell: Cell): Unknown =>
  blockedBy(
    `claims/${cell.surface === "spoke_rls" ? "readable-by-rls" : "present"}-after-${slugOf(cell.phase)}`,
    `${cellName(cell)} is not as the contract says`,
  );

/**
 * Traceable both ways: to the check that stands before it, and to the evidence that says so. `give`: what settles it
 * where the harness lacked something.
 */
export const hidden = (
  what: string,
  evidence: string,
  because: string | undefined,
  behind: string | undefined,
  give?: string,
): Unknown => {
  const why = `${what} was not seen: ${because ?? "nobody looked"}`;
  const seen = { evidence, because: why };
  return behind === undefined
    ? unknown(why, give ?? "a run in which it is seen", seen)
    : unknown(why, behind, { check: behind }, seen);
};

/** What a schema asks for, in the fewest words. */
export const wanted = (schema: unknown): unknown => {
  const { type } = (schema ?? {}) as { type?: unknown };
  return typeof type === "string" ? type : schema;
};
