import type { Evidence } from "../evidence/index.ts";
import type { Answer } from "../evidence/piece.ts";
import type { TripwireRegistration } from "../evidence/tripwire.ts";
import { FIELDS, type Field } from "./fields.ts";
import { shownFor, signedIn } from "./truth.ts";

/** Requests of one kind that came to the tripwire in one phase, in the order in which the first of them came. */
export interface Came {
  /** "registration", "start", "callback", "after" */
  readonly phase: string;
  /** "discovery", "token", "poisoned token", ... */
  readonly at: string;
  readonly times: number;
}

/** What was on the wire while the tripwire was registered in one way. */
export interface Wire {
  /** "only token poisoned" */
  readonly where: string;
  readonly registered: Answer | undefined;
  readonly came: readonly Came[];
  readonly logins: readonly {
    readonly name: string;
    readonly letIn: boolean;
    /** ids of its start and its callback */
    readonly exchanges: readonly string[];
  }[];
}

const whereOf = ({ poisoned = [] }: TripwireRegistration): string => {
  if (poisoned.length === 0) return "nothing poisoned";
  if (poisoned.length === 1) return `only ${poisoned[0]} poisoned`;
  return poisoned.length === FIELDS.length ? "everything poisoned" : "all but the issuer poisoned";
};

const cameIn = ({ touches = [] }: TripwireRegistration): readonly Came[] => {
  const kinds = Map.groupBy(touches, ({ phase, at }) => `${phase ?? "some time"}\n${at ?? "elsewhere"}`);
  return [...kinds].map(([key, all]) => {
    const [phase = "", at = ""] = key.split("\n");
    return { phase, at, times: all.length };
  });
};

const wireOf = (one: TripwireRegistration): Wire => ({
  where: whereOf(one),
  registered: one.answer,
  came: cameIn(one),
  logins: (one.logins ?? []).map((login) => ({
    name: login.name ?? "login",
    letIn: signedIn(login),
    exchanges: [login.start?.exchange, login.callback?.exchange].filter((id) => id !== undefined),
  })),
});

/** The requests that prove the standing of one setting, by registration. */
export const wireFor = (settings: Evidence["tripwire.settings"], field: Field): readonly Wire[] =>
  shownFor(settings, field).map(wireOf);

/** How often a discovery document was fetched, by when: what a backend keeps of it decides how long a change takes. */
export const discoveryFetches = ({
  registrations = [],
}: Evidence["tripwire.settings"]): readonly { readonly phase: string; readonly times: number }[] => {
  const all = registrations
    .flatMap(({ touches = [] }) => touches)
    .filter(({ at }) => at?.startsWith("discovery"));
  return [...Map.groupBy(all, ({ phase }) => phase ?? "some time")].map(([phase, of]) => ({
    phase,
    times: of.length,
  }));
};
