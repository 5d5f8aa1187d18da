import type { Name } from "./evidence/index.ts";

/** One named way in which the local federation can be wrong, and exactly what it must turn red. */
export interface Fault<World> {
  readonly why: string;
  /** ids of the checks that must fail, no more and no fewer */
  readonly breaks: readonly string[];
  /** evidence that this fault takes away; checks that rest on it may become unknown */
  readonly blinds?: readonly Name[];
  /** where it shows: over HTTP, or only in a browser (it then runs the journeys that feed `breaks`) */
  readonly seenBy: "http" | "browser";
  /** spoke under test, when it is not the pilot */
  readonly spoke?: string;
  readonly apply: (world: World) => void;
}
