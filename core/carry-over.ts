import type { Case, Check } from "./check.ts";
import type { Discovered } from "./discover.ts";
import type { Evidence, Name } from "./evidence/index.ts";
import { type Gatherers, gateOf, needsOf } from "./plan.ts";
import { digestOf } from "./spokes/digest.ts";
import type { Reader } from "./store.ts";
import type { Subject } from "./subject.ts";
import type { Carried, Verdict } from "./verdict.ts";

/** Evidence that only the tripwire brings. */
export const capabilityPieces = ({ probes, journeys }: Gatherers): ReadonlySet<Name> =>
  new Set(
    [...probes, ...journeys]
      .filter(({ value }) => value.access.includes("tripwire"))
      .flatMap(({ value }) => value.produces),
  );

/** Checks of Gate 2 that say what the backend is capable of: they rest on the tripwire, which never touches production. */
export const capabilityChecks = (
  checks: readonly Discovered<Check>[],
  pieces: ReadonlySet<Name>,
): ReadonlySet<string> =>
  new Set(
    checks
      .filter(({ id, value }) => gateOf(id) === 2 && needsOf(value).some((name) => pieces.has(name)))
      .map(({ id }) => id),
  );

/** What must be equal on two targets for a capability shown on one to hold on the other. */
export interface Capability {
  /** of the backend, as it says itself */
  readonly version: string | undefined;
  /** the hub's registration as the backend stores it, in neutral words, without secrets */
  readonly settings: Readonly<Record<string, unknown>> | undefined;
}

const pieceOf = <N extends "backend.live" | "provider.registered">(
  read: Reader,
  spoke: string,
  name: N,
): Evidence[N] | undefined => {
  const found = read(spoke, name);
  return found?.is === "seen" ? (found.value as Evidence[N]) : undefined;
};

export const capabilityOf = (subject: Subject, read: Reader): Capability => {
  if (subject.kind !== "client") return { version: undefined, settings: undefined };
  const { id, spoke } = subject;
  return {
    version: pieceOf(read, id, "backend.live")?.version,
    settings: pieceOf(read, id, "provider.registered")?.providers?.find(
      ({ identifier }) => identifier === spoke.provider.id,
    ),
  };
};

/** Why what was shown there says nothing here; undefined when both are the same. Nothing known is never the same. */
export const capabilityDifference = (there: Capability, here: Capability): string | undefined => {
  if (there.version === undefined || here.version === undefined) {
    return `the backend's version was not seen ${there.version === undefined ? "there" : "here"}`;
  }
  if (there.version !== here.version) {
    return `the backend's version is ${there.version} there and ${here.version} here`;
  }
  const [before, now] = [there.settings, here.settings];
  if (before === undefined || now === undefined) {
    return `the provider's settings as they are stored were not seen ${before === undefined ? "there" : "here"}`;
  }
  const differing = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
    (key) => digestOf(before[key]) !== digestOf(now[key]),
  );
  return differing.length === 0
    ? undefined
    : `the provider's settings as they are stored differ: ${differing.sort().join(", ")}`;
};

/** Exchanges are numbered within a run: those of another run must not be looked up in this one. */
const without = <T extends Pick<Case, "exchanges">>({ exchanges: _theirs, ...rest }: T) => rest;

/** Verdicts of this run, with what another target showed in place of what nobody may look at here. */
export const carryVerdicts = (
  own: readonly Verdict[],
  theirs: readonly Verdict[],
  capability: ReadonlySet<string>,
  carried: Carried,
): Verdict[] =>
  own.map((verdict): Verdict => {
    const { check, spoke, outcome, harnessError, gate, level } = verdict;
    if (outcome !== "unknown" || harnessError !== undefined || !capability.has(check)) return verdict;
    const shown = theirs.find((one) => one.check === check && one.spoke === spoke);
    if (!shown || shown.outcome === "unknown") return verdict;
    const { cases, note, ...rest } = without(shown);
    const where = `shown on ${carried.target}, run ${carried.run}`;
    return {
      ...rest,
      gate,
      level,
      note: note === undefined ? where : `${note}; ${where}`,
      carried,
      ...(cases && { cases: cases.map(without) }),
    };
  });
