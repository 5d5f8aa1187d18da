import type { Access, Given } from "./check.ts";
import type { Doors } from "./doors.ts";
import type { Evidence, Name } from "./evidence/index.ts";
import type { Kind, SubjectOf } from "./subject.ts";

/** State that others share: the scheduler gives one probe at a time an exclusive lease on it. */
export type Shared =
  | "user.sessions"
  | "user.org"
  | "hub.keys"
  | "spoke.keys"
  | "spoke.providers"
  | "spoke.users";

/** What a gatherer declares, whether it asks over HTTP or drives a browser. */
export interface Gatherer<P extends Name = Name, K extends Name = Name, Ks extends Kind = Kind> {
  /** what it brings back, in words, for the person who watches */
  readonly title: string;
  readonly kinds: readonly Ks[];
  /** every piece is either seen or missed, with the reason, when it ends */
  readonly produces: readonly P[];
  readonly needs?: readonly K[];
  /** waits until these are settled where they are gathered at all, whatever came of them */
  readonly after?: readonly Name[];
  readonly access: readonly Access[];
  /** what one of its pieces asks for beside that */
  readonly accessOf?: Readonly<Partial<Record<P, readonly Access[]>>>;
  readonly touches?: readonly Shared[];
  /**
   * Runs while nobody else looks: "before" all others (it measures), or "after" all others, journeys included (it
   * changes what they rest on). Several of them take turns.
   */
  readonly alone?: "before" | "after";
}

export interface Look<P extends Name, K extends Name, Ks extends Kind> {
  readonly given: Given<K>;
  readonly subject: SubjectOf<Ks>;
  readonly doors: Doors;
  /** Writes a piece the moment it is seen. */
  readonly saw: <N extends P>(name: N, value: Evidence[N]) => void;
  /** Says why a piece could not be looked at: our inability, never the other side's fault. `cause`: what it waited for. */
  readonly missed: (name: P, because: string, cause?: readonly Name[]) => void;
}

export interface Probe<P extends Name = Name, K extends Name = Name, Ks extends Kind = Kind>
  extends Gatherer<P, K, Ks> {
  readonly gather: (look: Look<P, K, Ks>) => Promise<void>;
}

/** A probe as the engine sees it. */
export interface AnyProbe extends Gatherer {
  readonly gather: (look: never) => Promise<void>;
}

/** Looks over the network, without a browser. What it throws is its own inability: its pieces are missed. */
export const defineProbe = <const P extends Name, const Ks extends Kind, const K extends Name = never>(
  probe: Probe<P, K, Ks>,
): AnyProbe => probe;
