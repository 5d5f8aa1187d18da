import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Federation } from "../../fixtures/federation/start.ts";
import type { Earlier } from "../../probes/http/doors.ts";
import type { Together } from "../run/execute.ts";
import type { Prepared } from "../run/prepare.ts";

const HUB = "hub";

/** The run that looked at the hub for all others. */
export interface HubSeen {
  readonly runDir: string;
  readonly prepared: Prepared;
}

/** Lets the first look at everything that any of them needs of the hub. */
export const withAllOfTheHub = (members: readonly Prepared[]): readonly Prepared[] => {
  const needed = members.flatMap(({ plan }) => plan.gather.filter(({ spoke }) => spoke === HUB));
  const hub = [...Map.groupBy(needed, ({ gatherer }) => gatherer).values()].flatMap(([first, ...rest]) =>
    first ? [{ ...first, wanted: [...new Set([first, ...rest].flatMap(({ wanted }) => wanted))] }] : [],
  );
  return members.map((one, place) => {
    if (place > 0) return one;
    const others = one.plan.gather.filter(({ spoke }) => spoke !== HUB);
    return { ...one, plan: { ...one.plan, gather: [...hub, ...others] } };
  });
};

const EXCHANGE = /"(x\d+)"/g;

/** The exchanges that the hub's evidence cites; the rest of that run's archive is its own business. */
const citedIn = (folder: string, har: string): Earlier => {
  const { entries } = JSON.parse(readFileSync(har, "utf8")).log as { entries: readonly { _id?: string }[] };
  const cited = new Set(
    readdirSync(folder).flatMap((name) =>
      [...readFileSync(join(folder, name), "utf8").matchAll(EXCHANGE)].map(([, id]) => id),
    ),
  );
  const numbers = entries.map(({ _id = "" }) => Number(_id.slice(1)) || 0);
  return { entries: entries.filter(({ _id }) => cited.has(_id)), counted: Math.max(0, ...numbers) };
};

/** The hub's evidence out of the run that saw it, for the run of another spoke; before there is one, nothing. */
export const hubFrom = (seen: HubSeen | undefined, federation: Federation | undefined): Together => {
  if (!seen) return { federation, looked: new Set(), seed: () => ({ entries: [], counted: 0 }) };
  const { runDir, prepared } = seen;
  const evidence = join(runDir, HUB, "evidence");
  const looked = prepared.plan.gather.filter(({ spoke }) => spoke === HUB).map(({ gatherer }) => gatherer);
  return {
    federation,
    looked: new Set(looked),
    seed: (into) => {
      cpSync(evidence, join(into, HUB, "evidence"), { recursive: true });
      return citedIn(evidence, join(runDir, prepared.spoke.id, "exchanges.har"));
    },
  };
};
