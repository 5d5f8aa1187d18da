import { join } from "node:path";
import type { Check } from "../../core/check.ts";
import type { Checklist } from "../../core/checklists.ts";
import type { Derived } from "../../core/derived.ts";
import { type Discovered, discover } from "../../core/discover.ts";
import type { Obligation } from "../../core/obligation.ts";
import type { Gatherers } from "../../core/plan.ts";
import type { AnyProbe } from "../../core/probe.ts";
import type { CheckWords } from "../../core/report.ts";
import type { Verdict } from "../../core/verdict.ts";
import type { Journey } from "../../probes/journeys/journey.ts";
import { ROOT } from "../paths.ts";

/** Everything that is found by its ending. */
export interface Toolbox extends Gatherers {
  readonly checks: readonly Discovered<Check>[];
  readonly probes: readonly Discovered<AnyProbe>[];
  readonly journeys: readonly Discovered<Journey>[];
  readonly obligations: readonly Discovered<Obligation>[];
  readonly checklists: readonly Discovered<Checklist>[];
  /** rows without a verdict of their own: outputs of the report */
  readonly derived: readonly Discovered<Derived>[];
}

export const openToolbox = async (): Promise<Toolbox> => {
  const [checks, probes, journeys, obligations, checklists, derived] = await Promise.all([
    discover<Check>(join(ROOT, "gates"), "check"),
    discover<AnyProbe>(join(ROOT, "probes"), "probe"),
    discover<Journey>(join(ROOT, "probes"), "journey"),
    discover<Obligation>(join(ROOT, "gates"), "obligation"),
    discover<Checklist>(join(ROOT, "gates"), "checklist"),
    discover<Derived>(join(ROOT, "gates"), "derived"),
  ]);
  return { checks, probes, journeys, obligations, checklists, derived };
};

/** A verdict over evidence: of every gate, and not of Gate 4's own table, which is the decision's. */
export const judgedIn =
  ({ checks }: Pick<Toolbox, "checks">) =>
  ({ gate, check }: Pick<Verdict, "gate" | "check">): boolean =>
    gate !== 4 || checks.some(({ id }) => id === check);

/** What reporters need to know of every check and obligation, by id. */
export const wordsOf = ({ checks, obligations }: Toolbox): Record<string, CheckWords> =>
  Object.fromEntries(
    [
      ...checks.map(({ id, value }) => ({ id, value: { threat: [], ...value, table: false } })),
      ...obligations.map(({ id, value }) => ({
        id,
        value: { level: "required" as const, threat: [], needs: [], ...value, table: true },
      })),
    ].map(({ id, value: { level, title, failureTitle, why, remedy, sources, threat, needs, table } }) => [
      id,
      { id, level, title, failureTitle, why, remedy, sources, threat, needs, table },
    ]),
  );
