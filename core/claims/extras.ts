import { type Contract, SURFACES, type Surface } from "../contract.ts";
import { PHASES, type PhasesSeen } from "./matrix.ts";

/** A claim that the contract does not know, and where it turned up. */
export interface Extra {
  readonly name: string;
  readonly surfaces: readonly Surface[];
}

/** Claims beside the contract that semantics.yaml does not name either. They are told, never judged. */
export const extraClaims = ({ claims, semantics }: Contract, seen: PhasesSeen): readonly Extra[] => {
  const known = new Set([...claims.map(({ name }) => name), ...semantics.beside]);
  const found = new Map<string, Set<Surface>>();
  for (const phase of PHASES) {
    for (const surface of SURFACES) {
      const said = seen[phase]?.surfaces?.[surface]?.claims;
      if (typeof said !== "object" || said === null || Array.isArray(said)) continue;
      for (const name of Object.keys(said)) {
        if (!known.has(name)) found.set(name, (found.get(name) ?? new Set()).add(surface));
      }
    }
  }
  return [...found].map(([name, surfaces]) => ({
    name,
    surfaces: SURFACES.filter((one) => surfaces.has(one)),
  }));
};
