import { judge } from "../../core/judge.ts";
import { makePlan, type Plan } from "../../core/plan.ts";
import { judgedWith, type Subject } from "../../core/subject.ts";
import type { Verdict } from "../../core/verdict.ts";
import { RULESET } from "../run/ruleset.ts";
import type { Toolbox } from "../run/toolbox.ts";
import { UsageError } from "../usage-error.ts";
import type { KeptRun } from "./kept-run.ts";

export interface Rejudged {
  readonly subjects: readonly Subject[];
  readonly spoke: Subject;
  readonly plan: Plan;
  readonly verdicts: readonly Verdict[];
}

/** Judges the run's evidence with the checks of today, for the settings that the run was made with. */
export const rejudge = ({ readiness, settings, read, files }: KeptRun, toolbox: Toolbox): Rejudged => {
  const subjects = judgedWith(settings.subjects(readiness.target), readiness.spoke);
  const spoke = subjects.find(({ id }) => id === readiness.spoke);
  if (!spoke) throw new UsageError(`The settings kept in ${files.place} have no spoke ${readiness.spoke}.`);
  const plan = makePlan(subjects, toolbox.checks, toolbox, {
    gates: readiness.scope.gates,
    checks: readiness.scope.checks,
  });
  return { subjects, spoke, plan, verdicts: judge(plan, toolbox.checks, subjects, read) };
};

/** One verdict that is not what it was. */
export interface Change {
  readonly spoke: string;
  readonly check: string;
  readonly was: string;
  readonly is: string;
  readonly why: string;
}

const said = (verdict: Verdict | undefined): string | undefined =>
  verdict &&
  JSON.stringify([
    verdict.outcome,
    verdict.at,
    verdict.expected,
    verdict.actual,
    verdict.because,
    verdict.level,
  ]);

const reason = (before: Verdict | undefined, after: Verdict | undefined, ruleset: string): string => {
  if (!before) return "the check is new, or was not planned then";
  if (!after) return "the check no longer exists, or no longer applies";
  const rules = ruleset === RULESET ? `ruleset ${RULESET} as then` : `ruleset ${ruleset} became ${RULESET}`;
  if (before.outcome !== after.outcome) {
    const now = after.because ?? (after.at === undefined ? "it holds" : `seen at ${after.at}`);
    return `${rules}; ${now}`;
  }
  return `${rules}; the outcome is the same, what is said of it changed`;
};

/** What two judgements of the same evidence say differently. */
export const changesOf = (
  before: readonly Verdict[],
  after: readonly Verdict[],
  ruleset: string,
): Change[] => {
  const key = ({ spoke, check }: Verdict) => `${spoke} ${check}`;
  const own = (list: readonly Verdict[]) => new Map(list.map((one) => [key(one), one]));
  const [was, is] = [own(before), own(after)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((name): Change[] => {
    const [one, other] = [was.get(name), is.get(name)];
    if (said(one) === said(other)) return [];
    const { spoke, check } = one ?? other ?? { spoke: "", check: name };
    return [
      {
        spoke,
        check,
        was: one?.outcome ?? "not judged",
        is: other?.outcome ?? "not judged",
        why: reason(one, other, ruleset),
      },
    ];
  });
};
