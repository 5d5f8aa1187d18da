import type { Access, Check } from "./check.ts";
import type { Discovered } from "./discover.ts";
import { type GatherTask, needsOf, type Plan, placeOf, type Row } from "./plan.ts";
import type { Gatherer } from "./probe.ts";

/** A row, and everything that must be given before it can be decided. Undefined: nothing here can look for it. */
export interface Demand {
  readonly row: Row;
  readonly access: ReadonlySet<Access> | undefined;
}

/** What each row asks for, through all the gatherers it rests on. */
export const demandsOf = (
  plan: Plan,
  checks: readonly Discovered<Check>[],
  gatherers: readonly Discovered<Gatherer>[],
): Demand[] => {
  const checkOf = new Map(checks.map(({ id, value }) => [id, value]));
  const gathererOf = new Map(gatherers.map(({ id, value }) => [id, value]));
  const taskFor = (spoke: string, evidence: GatherTask["wanted"][number]) =>
    plan.gather.find(
      (task) => task.spoke === spoke && gathererOf.get(task.gatherer)?.produces.includes(evidence),
    );
  return plan.rows.map((row): Demand => {
    const check = checkOf.get(row.check);
    const open = (check ? needsOf(check) : []).map((evidence) => ({ evidence, from: row.spoke }));
    const access = new Set<Access>();
    const seen = new Set<string>();
    for (let next = open.pop(); next; next = open.pop()) {
      const place = placeOf(next.evidence, next.from);
      const task = taskFor(place, next.evidence);
      const gatherer = task && gathererOf.get(task.gatherer);
      if (!gatherer) return { row, access: undefined };
      for (const one of gatherer.accessOf?.[next.evidence] ?? []) access.add(one);
      const key = `${place} ${task.gatherer}`;
      if (seen.has(key)) continue;
      seen.add(key);
      for (const one of gatherer.access) access.add(one);
      for (const evidence of gatherer.needs ?? []) open.push({ evidence, from: place });
    }
    return { row, access };
  });
};

export interface Decidable {
  readonly rows: number;
  readonly decidable: number;
  /** what one more piece of access would add by itself, most first; 0: it helps with another only */
  readonly adds: readonly { readonly access: Access; readonly rows: number }[];
  /** how many are decidable with all of them */
  readonly withAll: number;
}

/** How many rows can be decided with what is given, and what each further piece would add but for what `never` is. */
export const decidableWith = (
  demands: readonly Demand[],
  given: ReadonlySet<Access>,
  never: ReadonlySet<Access> = new Set(),
): Decidable => {
  const count = (have: ReadonlySet<Access>) =>
    demands.filter(({ access }) => access?.isSubsetOf(have)).length;
  const all = new Set(demands.flatMap(({ access }) => [...(access ?? [])]));
  const decidable = count(given);
  const lacking = [...all.difference(given).difference(never)];
  return {
    rows: demands.length,
    decidable,
    adds: lacking
      .map((access) => ({ access, rows: count(new Set([...given, access])) - decidable }))
      .sort((a, b) => b.rows - a.rows),
    withAll: count(new Set([...given, ...lacking])),
  };
};
