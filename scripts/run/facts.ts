import { type SettledChecklist, settleItem } from "../../core/checklists.ts";
import type { Found } from "../../core/envelope.ts";
import { NAMES } from "../../core/evidence/index.ts";
import { type Excuses, readExcuses } from "../../core/excuses.ts";
import { droppable } from "../../core/fallback.ts";
import { gateStatus, gatesFor, type Settled, settle } from "../../core/gate-status.ts";
import { type Plan, placeOf } from "../../core/plan.ts";
import type { DecisionFacts, Dependency, Live } from "../../core/readiness.ts";
import { oldestCached } from "../../core/readiness-age.ts";
import type { SpokesFile } from "../../core/spokes/schema.ts";
import type { Reader } from "../../core/store.ts";
import { restsOnHub, type Subject } from "../../core/subject.ts";
import { type Accepted, withDecision } from "../../core/tripwire/decision.ts";
import type { Discharge, Verdict } from "../../core/verdict.ts";
import type { GoFinder } from "../runs/in-force.ts";
import { driftOf } from "../runs/permanent.ts";
import type { Settings } from "./settings.ts";
import type { Toolbox } from "./toolbox.ts";

/** What a decision is made from, in a run and afterwards alike. */
export interface Case4 {
  readonly toolbox: Toolbox;
  /** as they are now: waivers, limits and trusted keys hold at the moment of the decision */
  readonly settings: Settings;
  readonly target: string;
  readonly spoke: Subject;
  readonly plan: Plan;
  readonly verdicts: readonly Verdict[];
  readonly read: Reader;
  readonly judgedDigest: string;
  readonly live: Live;
  readonly now: Date;
  readonly findGo: GoFinder;
  /** the pilot is taken to have gone first: what the other spokes would be told then */
  readonly unheld?: true;
}

const isPilot = (spoke: Subject) => spoke.kind === "client" && spoke.spoke.pilot;

/** Entries of spokes.yaml that answer for verdicts on this target. */
const excusesOf = ({ checks }: Toolbox, file: SpokesFile, target: string, now: Date): Excuses => {
  const pauses = new Set(checks.flatMap(({ id, value }) => (value.pauses ? [id] : [])));
  const endpoints = new Map(checks.map(({ id, value }) => [id, value.publicEndpoint]));
  const { waivers, attestations } = file;
  const temporary = file.targets[target]?.temporary ?? [];
  return readExcuses({ waivers, attestations, temporary }, target, pauses, now, (id) => endpoints.get(id));
};

/** What the entries rest on: settings, what is judged, and the moment. */
export interface Asking extends Pick<Case4, "toolbox" | "target" | "now" | "read"> {
  readonly settings: Pick<Settings, "file">;
  /** id */
  readonly spoke: string;
}

/** The entries, and on top of them what an architecture review accepted. */
export const acceptedIn = ({ toolbox, settings, target, spoke, now, read }: Asking): Accepted => {
  const found = settings.file.spokes.find(({ id }) => id === spoke);
  return withDecision(excusesOf(toolbox, settings.file, target, now), {
    spoke,
    decision: found?.kind === "client" ? found.architecture_decision : undefined,
    target,
    settings: read(spoke, "tripwire.settings") as Found<"tripwire.settings"> | undefined,
    now,
  });
};

const checklistsOf = (
  { toolbox, spoke, plan }: Case4,
  settled: readonly Settled[],
  excuses: Excuses,
): SettledChecklist[] => {
  const rows = { spoke: spoke.id, settled, apart: plan.apart.map(({ check }) => check), excuses };
  return toolbox.checklists
    .filter(({ value }) => value.kinds.includes(spoke.kind))
    .map(({ id, value: { title, source, items } }) => ({
      id,
      title,
      source,
      items: items.map((item) => settleItem(item, rows)),
    }));
};

const again = (id: string, target: string) => `npm start -- run --spoke ${id} --target ${target}`;

/** The hub is gated in every run; the account home needs a GO of its own. */
const dependenciesOf = (
  { spoke, target, settings, toolbox, findGo }: Case4,
  settled: readonly Settled[],
): Dependency[] => {
  if (spoke.kind === "hub" || !restsOnHub(spoke)) return [];
  const checks = new Map(toolbox.checks.map(({ id, value }) => [id, value]));
  const hub = gateStatus(
    1,
    settled.filter((row) => row.spoke === "hub"),
    checks,
  );
  const good = hub.status === "passed" || hub.status === "passed-with-fallback";
  const found: Dependency[] = [
    {
      id: "hub",
      state: good ? "passed" : hub.status === "failed" ? "failed" : "unknown",
      because: `its own rows in this run: ${hub.status}`,
      resolvedBy: hub.blockedBy[0] ?? again("hub", target),
    },
  ];
  const homes = spoke.kind === "account-home" ? [] : settings.file.spokes.filter(isHome);
  for (const { id } of homes) {
    const go = findGo(id);
    const own = again(id, target);
    // a key made for one run counts for nobody else's decision; within one run no key is asked for
    const together = go.lacking?.includes("trusted_keys") === true;
    found.push({
      id,
      state: go.at === undefined ? "unknown" : "passed",
      because: go.at === undefined ? `no GO in force on ${target}: ${go.lacking}` : `GO since ${go.at}`,
      resolvedBy: together ? `npm start -- run --all --target ${target}` : own,
    });
  }
  return found;
};

const isHome = ({ kind }: SpokesFile["spokes"][number]) => kind === "account-home";

const pilotOf = ({ settings, spoke, findGo, unheld }: Case4): DecisionFacts["pilot"] => {
  const pilot = settings.file.spokes.find((one) => one.kind === "client" && one.pilot);
  if (unheld) return "not-asked";
  if (!pilot || isPilot(spoke) || spoke.kind !== "client") return pilot && { id: pilot.id };
  const { at, lacking } = findGo(pilot.id);
  return { id: pilot.id, ...(at !== undefined && { goAt: at }), ...(lacking !== undefined && { lacking }) };
};

const evidenceOf = ({ read, spoke }: Case4): [string, Found][] =>
  NAMES.flatMap((name): [string, Found][] => {
    const found = read(placeOf(name, spoke.id), name);
    return found ? [[name, found]] : [];
  });

export const factsOf = (one: Case4): DecisionFacts => {
  const { toolbox, settings, target, spoke, plan, verdicts, now } = one;
  const checks = new Map(toolbox.checks.map(({ id, value }) => [id, value]));
  const { excuses, notes } = acceptedIn({ ...one, spoke: spoke.id });
  const settled = settle(plan, verdicts, excuses);
  const declared = settings.file.targets[target]?.temporary ?? [];
  const dropped = droppable(declared, verdicts, (id) => checks.get(id)?.publicEndpoint);
  const cached = oldestCached(evidenceOf(one));
  const promoted = driftOf(settings, target, spoke, one.read);
  return {
    spoke: { id: spoke.id, kind: spoke.kind, pilot: isPilot(spoke) },
    target,
    gates: gatesFor(spoke.kind).map((gate) => gateStatus(gate, settled, checks)),
    settled,
    excuses,
    now,
    freshHours: settings.file.limits.evidence_hours,
    ...(cached && { cached }),
    settings: { judged: one.judgedDigest, now: settings.digestNow(spoke.id, target) },
    live: one.live,
    pilot: pilotOf(one),
    dependencies: dependenciesOf(one, settled),
    checklists: checklistsOf(one, settled, excuses),
    notes: [...notes, ...dropped],
    found: (name) => one.read(placeOf(name, spoke.id), name) as never,
    ...(promoted && { promoted }),
  };
};

const dischargedBy = ({ outcome, carried }: Verdict): Discharge["by"] => {
  if (outcome === "pass") return carried ? "carry-over" : "evidence";
  return outcome === "not-applicable" ? "not-applicable" : "open";
};

/** Every required row with what discharged it, and the advisory ones that a person answers for. */
export const dischargesOf = (verdicts: readonly Verdict[], excuses: Excuses): Discharge[] =>
  verdicts
    .filter((verdict) => verdict.level === "required" || excuses.covers(verdict))
    .map((verdict): Discharge => {
      const { gate, spoke, check, carried, seenAt } = verdict;
      const excuse = excuses.of(verdict);
      const by = excuse?.by ?? dischargedBy(verdict);
      return {
        gate,
        spoke,
        check,
        by,
        ...(excuse && { owner: excuse.owner, until: excuse.until }),
        ...(by === "carry-over" && carried && { from: carried }),
        ...(seenAt !== undefined && { seenAt }),
      };
    });
