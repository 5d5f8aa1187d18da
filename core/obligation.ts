import type { Judgement, Level } from "./check.ts";
import type { DecisionFacts } from "./readiness.ts";

/** One row of Gate 4: something that must hold before anybody cuts over. A pure function of the decision's facts. */
export interface Obligation {
  /** advisory: reported, never blocks. Required when left out. */
  readonly level?: Level;
  readonly title: string;
  readonly failureTitle: string;
  readonly why: string;
  readonly remedy: string;
  readonly sources: readonly string[];
  readonly appliesTo?: (facts: DecisionFacts) => boolean;
  readonly judge: (facts: DecisionFacts) => Judgement;
}

export const defineObligation = (obligation: Obligation): Obligation => obligation;
