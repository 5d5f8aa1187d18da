import type { Plan } from "../../core/plan.ts";
import { decideReadiness, decisionOf } from "../../core/readiness.ts";
import type { Readiness } from "../../core/verdict.ts";
import { factsOf } from "../run/facts.ts";
import { rulesDigest } from "../run/ruleset.ts";
import { judgedIn, type Toolbox } from "../run/toolbox.ts";
import { judgeAsKept } from "./carry-over.ts";
import type { RunFiles } from "./files.ts";
import { type Integrity, inspect } from "./integrity.ts";
import { type KeptRun, keptRun } from "./kept-run.ts";
import { type Change, changesOf } from "./rejudge.ts";

export interface Demands {
  /** thumbprints; when given, one of them must have signed */
  readonly trust: readonly string[];
  readonly maxAgeHours: number | undefined;
  readonly now: Date;
}

export interface Verified {
  readonly integrity: Integrity;
  readonly readiness: Readiness | undefined;
  /** why it is refused; empty when it stands up */
  readonly problems: readonly string[];
  /** verdicts that another ruleset gives for the same evidence: said, no reason to refuse */
  readonly changes: readonly Change[];
}

/** Rows of Gate 4 that follow from the run alone; the others rest on other runs and on the live system. */
const FOLLOWS = [
  "readiness/gate-1-passed",
  "readiness/gate-2-passed",
  "readiness/gate-3-passed",
  "readiness/evidence-complete",
  "readiness/evidence-fresh",
  "readiness/checklist-complete",
  "readiness/waivers-in-force",
];

/** Gates, fourth table and decision follow from the verdicts that stand beside them, or somebody wrote them by hand. */
const contradictions = (
  { readiness, settings }: KeptRun,
  { spoke, read }: ReturnType<typeof judgeAsKept>,
  plan: Plan,
  toolbox: Toolbox,
): string[] => {
  const { decision, target, verdicts, decidedAt, settingsDigest } = readiness;
  if (decision === null) return [];
  const facts = factsOf({
    toolbox,
    settings: { ...settings, digestNow: settings.digest },
    target,
    spoke,
    plan,
    verdicts: verdicts.filter(judgedIn(toolbox)),
    read,
    judgedDigest: settingsDigest,
    live: { is: "just-seen" },
    now: new Date(decidedAt),
    findGo: () => ({ lacking: "other runs are not in this bundle" }),
  });
  const { fourth } = decideReadiness(facts, toolbox.obligations, undefined, 0);
  const stated = verdicts.filter(({ gate }) => gate === 4);
  const wrongGates = facts.gates.flatMap(({ gate, status }) => {
    const said = readiness.gates.find((one) => one.gate === gate)?.status;
    return said === status ? [] : [`it says that Gate ${gate} is ${said}; its own verdicts say ${status}`];
  });
  const wrongRows = fourth
    .filter(({ check }) => FOLLOWS.includes(check))
    .flatMap(({ check, outcome }) => {
      const said = stated.find((one) => one.check === check)?.outcome ?? "not judged";
      return said === outcome ? [] : [`it says ${said} of ${check}; its own verdicts say ${outcome}`];
    });
  const follows = decisionOf(facts.gates, stated, facts.excuses);
  const wrong = [...wrongGates, ...wrongRows];
  return follows === decision ? wrong : [...wrong, `it says ${decision}; its own verdicts say ${follows}`];
};

/** The rows that a run judged, as it says itself. */
const planIn = ({ readiness }: KeptRun, toolbox: Toolbox): Plan => ({
  rows: readiness.verdicts.filter(judgedIn(toolbox)),
  apart: [],
  gather: [],
  unobtainable: [],
});

const judgedAgain = (
  files: RunFiles,
  toolbox: Toolbox,
  rules: string,
): Pick<Verified, "readiness" | "problems" | "changes"> => {
  let kept: KeptRun;
  try {
    kept = keptRun(files);
  } catch (error) {
    return { readiness: undefined, problems: [(error as Error).message], changes: [] };
  }
  const { readiness } = kept;
  const again = judgeAsKept(kept, toolbox);
  const changes = changesOf(readiness.verdicts.filter(judgedIn(toolbox)), again.verdicts, readiness.ruleset);
  if (rules !== rulesDigest()) {
    // Other rules may well say less or more than those of then. A pass that they do not give is not confirmed here.
    const unconfirmed = changes
      .filter(({ was, is }) => was === "pass" && is !== "not judged")
      .map(
        ({ spoke, check, is }) =>
          `${check} (${spoke}) stands as pass; this version's checks say ${is} (the run was judged with other checks: verify it with its own version to tell an edit from a new rule)`,
      );
    // Whatever the rules: a GO follows from the verdicts that stand beside it.
    const doubtful =
      readiness.decision === "GO" ? contradictions(kept, again, planIn(kept, toolbox), toolbox) : [];
    const decided = doubtful.filter((one) => one.startsWith("it says GO;"));
    return { readiness, problems: [...unconfirmed, ...decided], changes };
  }
  const edited = changes.map(
    ({ spoke, check, was, is }) =>
      `${check} (${spoke}) stands as ${was}; the same checks on its evidence say ${is}`,
  );
  return {
    readiness,
    problems: [...edited, ...contradictions(kept, again, again.plan, toolbox)],
    changes: [],
  };
};

/** Signature, hashes, age, and the evidence judged again. Offline; nothing of the run is executed or believed. */
export const verify = (files: RunFiles, toolbox: Toolbox, demands: Demands): Verified => {
  const integrity = inspect(files);
  const { manifest, keys } = integrity;
  if (!manifest) {
    return { integrity, readiness: undefined, problems: integrity.problems, changes: [] };
  }
  const hours = (demands.now.getTime() - Date.parse(manifest.sealedAt)) / 3_600_000;
  const { trust, maxAgeHours } = demands;
  const refused = [
    ...integrity.problems,
    ...(trust.length > 0 && !keys.some((key) => trust.includes(key))
      ? [`it is signed with the key ${keys.join(", ")}, which is not one you trust`]
      : []),
    ...(maxAgeHours !== undefined && !(hours <= maxAgeHours)
      ? [`it was sealed ${hours.toFixed(1)} h ago, more than ${maxAgeHours} h`]
      : []),
    ...(hours < -0.1 ? [`it is dated ${manifest.sealedAt}, in the future`] : []),
  ];
  const { readiness, problems, changes } = judgedAgain(files, toolbox, manifest.harness.rules);
  const mismatch =
    readiness &&
    (readiness.decision !== manifest.decision ||
      readiness.run !== manifest.run ||
      readiness.spoke !== manifest.spoke ||
      readiness.target !== manifest.target)
      ? ["readiness.json and the manifest speak of different runs or decisions"]
      : [];
  return { integrity, readiness, problems: [...refused, ...mismatch, ...problems], changes };
};
