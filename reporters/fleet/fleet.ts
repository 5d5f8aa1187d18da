import { onboardingOf, type SettledStep } from "../../core/onboarding.ts";
import type { Decision, Readiness, Verdict } from "../../core/verdict.ts";

/** What belongs to the fleet whether or not it was ever gated. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly pilot?: boolean;
  /** an app of the login federation: the onboarding sequence is about these */
  readonly client?: boolean;
}

/** A decision, and where its report lies, relative to the fleet page. */
export interface Decided {
  readonly readiness: Readiness;
  readonly report?: string;
}

export interface Fleet {
  readonly members: readonly Member[];
  /** of any age and order; the newest whole run of each spoke and target counts */
  readonly decided: readonly Decided[];
  /** the moment the page is made, ISO 8601 */
  readonly now: string;
  /** hours that a decision may be old before it says nothing any more */
  readonly freshHours: number;
  /** what checks say when they fail or pass, by id */
  readonly words?: Readonly<Record<string, { readonly title: string; readonly failureTitle: string }>>;
}

/** One spoke on one target, as the page shows it. */
export interface Standing extends Member {
  readonly target: string;
  readonly decided: Decided | undefined;
  /** too old to act on */
  readonly stale: boolean;
  /** GO, not too old, and no error of the harness */
  readonly goes: boolean;
}

export const isStale = (decidedAt: string, now: string, freshHours: number): boolean =>
  !(Date.parse(now) - Date.parse(decidedAt) <= freshHours * 3_600_000);

const newest = (decided: readonly Decided[]): Decided | undefined =>
  decided.reduce<Decided | undefined>(
    (best, one) => (best && best.readiness.decidedAt >= one.readiness.decidedAt ? best : one),
    undefined,
  );

const ROLLOUT: readonly (Decision | null | undefined)[] = [
  "GO",
  "HELD",
  "UNKNOWN",
  "NO-GO",
  "PAUSED",
  null,
  undefined,
];

/** It says what a fault does, nothing about the spoke. */
const wrongOnPurpose = ({ world = "healthy", faults = [] }: Readiness): boolean =>
  world !== "healthy" || faults.length > 0;

/** Every spoke on every target that anything was decided for, the pilot first, then in the order of the fleet. */
export const standingsOf = ({ members, decided, now, freshHours }: Fleet): readonly Standing[] => {
  const whole = decided.filter(({ readiness }) => !readiness.scope.partial && !wrongOnPurpose(readiness));
  const byPlace = Map.groupBy(whole, ({ readiness }) => `${readiness.target}\n${readiness.spoke}`);
  const targets = [...new Set(whole.map(({ readiness }) => readiness.target))];
  const known = new Set(members.map(({ id }) => id));
  const strangers = [...new Set(whole.map(({ readiness }) => readiness.spoke))].filter(
    (id) => !known.has(id),
  );
  const all: readonly Member[] = [...members, ...strangers.map((id) => ({ id, name: id }))];
  const order = all.toSorted((a, b) => Number(b.pilot ?? false) - Number(a.pilot ?? false));
  return (targets.length > 0 ? targets : [""]).flatMap((target) =>
    order.map((member): Standing => {
      const one = newest(byPlace.get(`${target}\n${member.id}`) ?? []);
      const stale = one !== undefined && isStale(one.readiness.decidedAt, now, freshHours);
      const broken = (one?.readiness.harnessErrors.length ?? 0) > 0;
      const goes = one?.readiness.decision === "GO" && !stale && !broken;
      return { ...member, target, decided: one, stale, goes };
    }),
  );
};

/** The onboarding sequence on one target; too old a decision shows nothing any more. */
export const stepsOf = (standings: readonly Standing[]): readonly SettledStep[] => {
  const said = standings.map(({ id, pilot = false, client = false, decided, stale }) => ({
    id,
    pilot,
    client,
    readiness: stale ? undefined : decided?.readiness,
  }));
  return onboardingOf(
    said.filter(({ client }) => client),
    said.filter(({ client }) => !client),
  );
};

const HUB = "hub";

/** What is cut over: every standing but the hub's. */
export const spokesAmong = (standings: readonly Standing[]): readonly Standing[] =>
  standings.filter(({ id }) => id !== HUB);

/** Whose turn it is on a target: the pilot until it has a GO, then the spoke that is nearest to one. */
export const nextOf = (standings: readonly Standing[]): Standing | undefined => {
  // What the hub lacks stands with every spoke that rests on it.
  const open = spokesAmong(standings).filter(({ goes }) => !goes);
  const pilot = open.find((one) => one.pilot);
  if (pilot) return pilot;
  const rank = ({ decided }: Standing) => ROLLOUT.indexOf(decided?.readiness.decision);
  const shut = ({ decided }: Standing) => blockersOf(decided?.readiness).length;
  return open.toSorted((a, b) => rank(a) - rank(b) || shut(a) - shut(b))[0];
};

/** What keeps its gates shut, fails first; what Gate 4 only repeats is left out when anything else blocks. */
export const blockersOf = (readiness: Readiness | undefined): readonly Verdict[] => {
  if (!readiness) return [];
  const named = new Set(
    readiness.gates.flatMap(({ gate, blockedBy }) => blockedBy.map((id) => `${gate} ${id}`)),
  );
  const open = readiness.verdicts
    .filter(({ gate, check, level, outcome }) => {
      const blocks = level === "required" && (outcome === "fail" || outcome === "unknown");
      return blocks && named.has(`${gate} ${check}`);
    })
    .toSorted((a, b) => Number(a.outcome !== "fail") - Number(b.outcome !== "fail") || a.gate - b.gate);
  const own = open.filter(({ gate }) => gate !== 4);
  return own.length > 0 ? own : open;
};
