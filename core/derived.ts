import type { Name } from "./evidence/index.ts";
import type { Kind } from "./subject.ts";

/**
 * A row of the catalogue that has no verdict of its own: an output of the report, computed from verdicts and evidence.
 * Its id is its room and its file's name, so that a reader of the catalogue finds it.
 */
export interface Derived {
  /** the sentence that says what a reader is told */
  readonly title: string;
  readonly why: string;
  /** where it is told */
  readonly shown: string;
  /** the tests that hold it, relative to the project */
  readonly heldBy: readonly string[];
  readonly sources: readonly string[];
  readonly kinds: readonly Kind[];
  /** evidence that it is computed from */
  readonly needs: readonly Name[];
}
export const defineDerived = (derived: Derived): Derived => derived;
