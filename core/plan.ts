import type { Check, Level } from "./check.ts";
import type { Discovered } from "./discover.ts";
import { type Name, pieces } from "./evidence/index.ts";
import type { Obligation } from "./obligation.ts";
import type { Gatherer } from "./probe.ts";
import type { Subject } from "./subject.ts";
import { GATES, type GateNumber } from "./verdict.ts";

/** What a run was asked to do; nothing selected means everything. */
export interface Selection {
  readonly gates: readonly GateNumber[];
  readonly checks: readonly string[];
}

export interface Row {
  readonly spoke: string;
  readonly check: string;
  readonly gate: GateNumber;
  readonly level: Level;
}

export interface GatherTask {
  readonly spoke: string;
  readonly gatherer: string;
  readonly by: "probe" | "journey";
  /** pieces that a planned check or another gatherer asked for */
  readonly wanted: readonly Name[];
}

/** What will be judged and what must be looked at for it. Readiness walks this, never the findings. */
export interface Plan {
  readonly rows: readonly Row[];
  /** rows that do not apply, by settings, with the reason */
  readonly apart: readonly (Row & { readonly because: string })[];
  readonly gather: readonly GatherTask[];
  /** evidence that some check needs and nothing here can look for */
  readonly unobtainable: readonly { readonly spoke: string; readonly evidence: Name }[];
}

export interface Gatherers {
  readonly probes: readonly Discovered<Gatherer>[];
  readonly journeys: readonly Discovered<Gatherer>[];
}

export const gateOf = (check: string): GateNumber => {
  const gate = GATES.find(({ room }) => check.startsWith(`${room}/`));
  if (!gate) throw new Error(`${check} lies in no gate`);
  return gate.number;
};

/** The subject at which a piece is looked for: the hub's are seen once and shared. */
export const placeOf = (evidence: Name, spoke: string): string =>
  pieces[evidence].of === "hub" ? "hub" : spoke;

/** Every piece a check asks for, its control's included. */
export const needsOf = (check: Check): readonly Name[] => [...check.needs, ...(check.control?.needs ?? [])];

/** Lists what to judge for these subjects and what to gather for it. Pure. */
export const makePlan = (
  subjects: readonly Subject[],
  checks: readonly Discovered<Check>[],
  gatherers: Gatherers,
  selection: Selection,
  obligations: readonly Discovered<Obligation>[] = [],
): Plan => {
  const rows: Row[] = [];
  const apart: Plan["apart"][number][] = [];
  const asked: { spoke: string; evidence: Name }[] = [];
  for (const subject of subjects) {
    for (const { id, value: check } of checks) {
      const gate = gateOf(id);
      if (!check.kinds.includes(subject.kind)) continue;
      if (selection.gates.length > 0 && !selection.gates.includes(gate)) continue;
      if (selection.checks.length > 0 && !selection.checks.includes(id)) continue;
      const row = { spoke: subject.id, check: id, gate, level: check.level };
      if (check.where && !check.where.holds(subject as never)) {
        apart.push({ ...row, because: check.where.because });
        continue;
      }
      rows.push(row);
      for (const evidence of needsOf(check)) asked.push({ spoke: placeOf(evidence, subject.id), evidence });
    }
  }
  // the table of Gate 4 is asked of whole runs only
  const whole = selection.gates.length === 0 && selection.checks.length === 0;
  for (const { id, kind } of whole ? subjects : []) {
    for (const { value } of obligations.filter((one) => one.value.kinds?.includes(kind)))
      for (const evidence of value.needs ?? []) asked.push({ spoke: placeOf(evidence, id), evidence });
  }
  return { rows, apart, ...planGathering(subjects, gatherers, asked) };
};

/** Follows needs back to the gatherers that meet them. */
const planGathering = (
  subjects: readonly Subject[],
  { probes, journeys }: Gatherers,
  asked: readonly { readonly spoke: string; readonly evidence: Name }[],
): Pick<Plan, "gather" | "unobtainable"> => {
  const makers = [
    ...probes.map((one) => ({ ...one, by: "probe" as const })),
    ...journeys.map((one) => ({ ...one, by: "journey" as const })),
  ];
  const kindOf = new Map(subjects.map(({ id, kind }) => [id, kind]));
  const tasks = new Map<
    string,
    { spoke: string; gatherer: string; by: GatherTask["by"]; wanted: Set<Name> }
  >();
  const unobtainable = new Map<string, { spoke: string; evidence: Name }>();
  const open = [...asked];
  for (let next = open.pop(); next; next = open.pop()) {
    const { spoke, evidence } = next;
    const kind = kindOf.get(spoke);
    const maker = makers.find(
      ({ value }) => kind !== undefined && value.kinds.includes(kind) && value.produces.includes(evidence),
    );
    if (!maker) {
      unobtainable.set(`${spoke} ${evidence}`, { spoke, evidence });
      continue;
    }
    const key = `${spoke} ${maker.id}`;
    const task = tasks.get(key);
    if (task) {
      task.wanted.add(evidence);
      continue;
    }
    tasks.set(key, { spoke, gatherer: maker.id, by: maker.by, wanted: new Set([evidence]) });
    for (const need of maker.value.needs ?? []) open.push({ spoke: placeOf(need, spoke), evidence: need });
  }
  const byName = <T extends { spoke: string }>(a: T & { gatherer: string }, b: T & { gatherer: string }) =>
    a.spoke === b.spoke ? (a.gatherer < b.gatherer ? -1 : 1) : a.spoke < b.spoke ? -1 : 1;
  return {
    gather: [...tasks.values()].map((task) => ({ ...task, wanted: [...task.wanted].sort() })).sort(byName),
    unobtainable: [...unobtainable.values()],
  };
};
