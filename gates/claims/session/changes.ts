import { fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { type Cell, cellsOf } from "../../../core/claims/matrix.ts";
import {
  agrees,
  type ClaimRule,
  type Comparison,
  type Contract,
  dig,
  kinder,
  SURFACES,
  type Surface,
} from "../../../core/contract.ts";
import { blockedByShape, cellName, unseen } from "../cells.ts";
import type { StillSeen } from "../phases.ts";

/** One thing on one surface, as it was after login and as it is in a later phase. */
export interface Change {
  readonly name: string;
  readonly phase: "refresh" | "rotation";
  readonly how: Comparison;
  readonly before: unknown;
  readonly now: unknown;
  /** the claim's cells; undefined for `sub`, which is no claim of the contract */
  readonly cells?: readonly [Cell, Cell];
  readonly exchange?: string | undefined;
}

/**
 * Each phase has a session of its own: what differs between two sessions by nature differs in Postgres too, although
 * Postgres must read its own session's token to the letter.
 */
const across = ({ surfaces }: ClaimRule, surface: Surface): Comparison =>
  surface === "spoke_rls"
    ? kinder(surfaces.spoke_rls.compare, surfaces.spoke_session.compare)
    : surfaces[surface].compare;

/** Every claim on every surface, and sub, in both later phases; surfaces that a phase does not have are left out. */
export const changes = (contract: Contract, seen: StillSeen): readonly Change[] =>
  (["refresh", "rotation"] as const).flatMap((phase) => {
    const first = cellsOf(contract, "login", seen.login);
    const claims = cellsOf(contract, phase, seen[phase]).flatMap((cell, index): Change[] => {
      const before = first[index];
      const rule = contract.claims.find(({ name }) => name === cell.claim);
      if (!before || !rule || before.state === "absent" || cell.state === "absent") return [];
      const how = across(rule, cell.surface);
      return [
        { name: cellName(cell), phase, how, before: before.value, now: cell.value, cells: [before, cell] },
      ];
    });
    const subs = SURFACES.flatMap((surface): Change[] => {
      const sub = (one: "login" | typeof phase) => dig(seen[one].surfaces?.[surface]?.claims, ["sub"]);
      const exchange = seen[phase].surfaces?.[surface]?.exchange;
      const there = sub("login") !== undefined && seen[phase].surfaces?.[surface]?.claims !== undefined;
      return there
        ? [
            {
              name: `sub on ${surface}`,
              phase,
              how: "equal",
              before: sub("login"),
              now: sub(phase),
              exchange,
            },
          ]
        : [];
    });
    return [...claims, ...subs];
  });

const shown = (value: unknown): unknown => (value === undefined ? "missing" : value);

export const judgeChange = ({ name, phase, how, before, now, cells, exchange }: Change): Judgement => {
  const [first, later] = cells ?? [];
  if (first?.state === "unknown") return unseen(first);
  if (later?.state === "unknown") return unseen(later);
  if (before === undefined && now === undefined) return pass;
  const broken = later?.state === "missing" || later?.state === "wrong-type";
  if (later?.required && broken) return blockedByShape(later);
  if (first === undefined && before === undefined)
    return unknown(`${name} was not seen`, "a run in which it is");
  return before !== undefined && now !== undefined && agrees(how, before, now)
    ? pass
    : fail(`${name} after ${phase}`, shown(before), shown(now), exchange ?? later?.exchange);
};
