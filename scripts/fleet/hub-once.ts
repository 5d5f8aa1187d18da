import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Federation } from "../../fixtures/federation/start.ts";
import type { Together } from "../run/execute.ts";
import type { Prepared } from "../run/prepare.ts";

const HUB = "hub";

/** What the hub's own run has to look at so that no other run must: everything that any of them needs of the hub. */
export const withAllOfTheHub = (members: readonly Prepared[]): readonly Prepared[] => {
  const needed = members.flatMap(({ plan }) => plan.gather.filter(({ spoke }) => spoke === HUB));
  return members.map((one) => {
    if (one.spoke.kind !== "hub") return one;
    const byGatherer = Map.groupBy(needed, ({ gatherer }) => gatherer);
    const hub = [...byGatherer.values()].flatMap(([first, ...rest]) =>
      first ? [{ ...first, wanted: [...new Set([first, ...rest].flatMap(({ wanted }) => wanted))] }] : [],
    );
    const others = one.plan.gather.filter(({ spoke }) => spoke !== HUB);
    return { ...one, plan: { ...one.plan, gather: [...hub, ...others] } };
  });
};

const entriesIn = (har: string): readonly object[] =>
  existsSync(har) ? JSON.parse(readFileSync(har, "utf8")).log.entries : [];

/** The hub's evidence out of its own run, for the run of another spoke; before that run is there, nothing. */
export const hubFrom = (
  hubRun: { readonly runDir: string; readonly prepared: Prepared } | undefined,
  federation: Federation | undefined,
): Together => {
  if (!hubRun) return { federation, looked: new Set(), seed: () => [] };
  const { runDir, prepared } = hubRun;
  return {
    federation,
    looked: new Set(
      prepared.plan.gather.filter(({ spoke }) => spoke === HUB).map(({ gatherer }) => gatherer),
    ),
    seed: (into) => {
      cpSync(join(runDir, HUB, "evidence"), join(into, HUB, "evidence"), { recursive: true });
      return entriesIn(join(runDir, HUB, "exchanges.har"));
    },
  };
};
