import type { Judgement, Level } from "./check.ts";
import type { Name } from "./evidence/index.ts";
import type { DecisionFacts } from "./readiness.ts";
import type { Kind } from "./subject.ts";

/** One row of Gate 4: something that must hold before anybody cuts over. A pure function of the decision's facts. */
export interface Obligation {
  /** advisory: reported, never blocks. Required when left out. */
  readonly level?: Level;
  readonly title: string;
  readonly failureTitle: string;
  readonly why: string;
  readonly remedy: string;
  readonly sources: readonly string[];
  /** the kinds of spoke it is about, where it rests on evidence of its own */
  readonly kinds?: readonly Kind[];
  /** evidence that a whole run gathers for it; `facts.found` gives it */
  readonly needs?: readonly Name[];
  readonly appliesTo?: (facts: DecisionFacts) => boolean;
  readonly judge: (facts: DecisionFacts) => Judgement;
}

export const defineObligation = (obligation: Obligation): Obligation => obligation;
