import { all, type Case, type Judgement } from "../../core/check.ts";
import type { PhaseSeen } from "../../core/evidence/claims.ts";
import { hidden } from "./cells.ts";

/** The phases that one session goes through without anybody changing anything. */
export const STILL = ["login", "refresh", "rotation"] as const;
export type Still = (typeof STILL)[number];
export type StillSeen = Readonly<Record<Still, PhaseSeen>>;

/** Asks the same in every phase with a session at the spoke; each case carries the name of its phase. */
export const inEveryPhase = (
  seen: StillSeen,
  judge: (phase: Still, seen: PhaseSeen) => Judgement,
): Judgement => {
  const judged = STILL.map((phase) => {
    const session = seen[phase].surfaces?.spoke_session;
    const judgement =
      session?.claims !== undefined || session?.absent !== undefined
        ? judge(phase, seen[phase])
        : hidden(
            `spoke_session after ${phase}`,
            `claims.${phase}`,
            session?.unreached,
            session?.behind,
            session?.give,
          );
    return { phase, judgement };
  });
  const cases = judged.flatMap(({ phase, judgement }) => casesOf(judgement, phase));
  return { ...all(judged.map(({ judgement }) => judgement)), cases };
};

const casesOf = (judgement: Judgement, phase: Still): readonly Case[] => {
  if (judgement.cases) return judgement.cases.map((one) => ({ ...one, name: `${phase}: ${one.name}` }));
  const { is, ...said } = judgement;
  return [{ name: phase, outcome: is, ...("because" in said && { because: said.because }) }];
};
