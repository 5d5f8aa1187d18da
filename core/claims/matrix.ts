import {
  agrees,
  type ClaimRule,
  type Contract,
  readClaim,
  SURFACES,
  type Surface,
  shapeFault,
  type TestUser,
  type Truth,
  truthOf,
} from "../contract.ts";
import type { PhaseSeen, SurfaceSeen } from "../evidence/claims.ts";
import { standsElsewhere } from "./elsewhere.ts";

/** The moments at which seed 002 wants the contract to hold, in order. */
export const PHASES = ["login", "refresh", "rotation", "switch"] as const;
export type Phase = (typeof PHASES)[number];

/**
 * present: there, of the contract's type and, where the truth is declared, true.
 * stale: true before the organisation was switched, no longer. absent: this phase has no such surface.
 * unknown: the surface could not be looked at.
 */
export type CellState = "present" | "missing" | "wrong-type" | "wrong-value" | "stale" | "absent" | "unknown";

/** One claim on one surface in one phase. */
export interface Cell {
  readonly claim: string;
  readonly surface: Surface;
  readonly phase: Phase;
  /** the contract demands it here */
  readonly required: boolean;
  readonly state: CellState;
  /** where it was found, or is looked for first: "app_metadata.username" */
  readonly path: string;
  /** for a missing claim: the keys under which it stands all the same, where nobody looks for it */
  readonly elsewhere?: readonly string[];
  readonly value?: unknown;
  readonly expected?: unknown;
  readonly why?: string;
  /** id of the check that says what stood in the way */
  readonly behind?: string;
  /** what to give the harness, where it lacked something */
  readonly give?: string;
  readonly exchange?: string;
  readonly seenAt?: string;
}

export interface Matrix {
  readonly claims: readonly string[];
  readonly surfaces: readonly Surface[];
  readonly phases: readonly Phase[];
  readonly cells: readonly Cell[];
}

/** What is held against a surface: the truth now, and before a switch. */
export interface Held {
  readonly truth?: Truth | undefined;
  readonly before?: Truth | undefined;
}

const isObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type Read = Pick<Cell, "state" | "path"> &
  Partial<Pick<Cell, "value" | "expected" | "why" | "elsewhere" | "behind" | "give">>;

const readCell = (rule: ClaimRule, surface: Surface, seen: SurfaceSeen | undefined, held: Held): Read => {
  const where = rule.surfaces[surface];
  const first = (where.paths[0] ?? []).join(".");
  if (!seen) return { state: "unknown", path: first, why: "nobody looked at this surface" };
  if (seen.unreached !== undefined) {
    return {
      state: "unknown",
      path: first,
      why: seen.unreached,
      ...(seen.behind && { behind: seen.behind }),
      ...(seen.give && { give: seen.give }),
    };
  }
  if (seen.absent !== undefined) return { state: "absent", path: first, why: seen.absent };
  if (!isObject(seen.claims)) return { state: "unknown", path: first, why: "no claims were seen on it" };
  const { found, path: steps, value } = readClaim(where, seen.claims);
  const path = steps.join(".");
  const truth = held.truth?.[rule.name];
  if (!found) {
    const elsewhere = standsElsewhere(seen.claims, rule.name);
    return {
      state: "missing",
      path,
      ...(truth !== undefined && { expected: truth }),
      ...(elsewhere && { elsewhere }),
    };
  }
  const fault = shapeFault(where.schema, value);
  if (fault !== undefined) return { state: "wrong-type", path, value, expected: where.schema, why: fault };
  if (truth === undefined || agrees(where.compare, truth, value)) return { state: "present", path, value };
  const old = held.before?.[rule.name];
  return old !== undefined && agrees(where.compare, old, value)
    ? { state: "stale", path, value, expected: truth, why: "it still says what held before the switch" }
    : { state: "wrong-value", path, value, expected: truth };
};

/** Reads one claim on one surface. Nothing seen is `unknown`, never `missing`. */
export const cellOf = (
  contract: Contract,
  rule: ClaimRule,
  surface: Surface,
  phase: Phase,
  seen: SurfaceSeen | undefined,
  held: Held = {},
): Cell => ({
  claim: rule.name,
  surface,
  phase,
  required: rule.contract && contract.requiredSurfaces.includes(surface),
  ...readCell(rule, surface, seen, held),
  ...(seen?.exchange !== undefined && { exchange: seen.exchange }),
  ...(seen?.seenAt !== undefined && { seenAt: seen.seenAt }),
});

/** The test person that a piece of evidence is about. */
export const userOf = (contract: Contract, seen: PhaseSeen | undefined): TestUser | undefined =>
  contract.users.find(({ id }) => id === seen?.user);

const org = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The organisations that a piece of evidence about a switch names. */
const orgsIn = (phase: Phase, seen: PhaseSeen | undefined) =>
  phase === "switch" ? { active: org(seen?.to), before: org(seen?.from) } : {};

/** Every claim on every surface of one phase. */
export const cellsOf = (
  contract: Contract,
  phase: Phase,
  seen: PhaseSeen | undefined,
  orgs: { readonly active?: string | undefined; readonly before?: string | undefined } = orgsIn(phase, seen),
): readonly Cell[] => {
  const user = userOf(contract, seen);
  const held: Held = user
    ? {
        truth: truthOf(user, orgs.active),
        ...(orgs.before !== undefined && { before: truthOf(user, orgs.before) }),
      }
    : {};
  return contract.claims.flatMap((rule) =>
    SURFACES.map((surface) => cellOf(contract, rule, surface, phase, seen?.surfaces?.[surface], held)),
  );
};

export type PhasesSeen = Readonly<Partial<Record<Phase, PhaseSeen | undefined>>>;

/** The whole matrix, claims by surfaces by phases; a phase that was not gathered is left out. */
export const makeMatrix = (contract: Contract, seen: PhasesSeen): Matrix => {
  const phases = PHASES.filter((phase) => seen[phase] !== undefined);
  return {
    claims: contract.claims.map(({ name }) => name),
    surfaces: SURFACES,
    phases,
    cells: phases.flatMap((phase) => cellsOf(contract, phase, seen[phase])),
  };
};
