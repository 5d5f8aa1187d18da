import { temporaryOf } from "../../core/fallback.ts";
import { notTried } from "../../core/other-browsers.ts";
import { decideReadiness } from "../../core/readiness.ts";
import { modeInForce } from "../../core/tripwire/mode.ts";
import type { Readiness } from "../../core/verdict.ts";
import { reasonsOf } from "../../reporters/words/reasons.ts";
import { goneUpstream } from "../agreement/data.ts";
import { goFinder, type InForce } from "../runs/in-force.ts";
import type { Gathered, RunPlace } from "./execute.ts";
import { type Case4, dischargesOf, factsOf } from "./facts.ts";
import type { Prepared } from "./prepare.ts";
import { HARNESS_VERSION } from "./reach.ts";
import { RULESET } from "./ruleset.ts";
import { wordsOf } from "./toolbox.ts";

/** What a readiness document is made from, in a run and by a later decision alike. */
export interface Asked extends Case4 {
  readonly run: string;
  readonly startedAt: string;
  readonly scope: Readiness["scope"];
  readonly harnessErrors: readonly string[];
  readonly notes: readonly string[];
  /** target local only: what was wrong on purpose */
  readonly planted?: Pick<Readiness, "world" | "faults">;
}

/** Gate 4 and everything that is said about a run, as data. */
export const readinessFor = (asked: Asked): Readiness => {
  const { toolbox, settings, spoke, target, plan, scope, harnessErrors, now } = asked;
  const facts = factsOf(asked);
  const notes = [...(facts.notes ?? []), ...asked.notes];
  const gatesAsked = [...new Set(plan.rows.map(({ gate }) => gate))].sort();
  const { decision, exitCode, gates, fourth } = decideReadiness(
    facts,
    toolbox.obligations,
    scope.partial ? { gates: gatesAsked } : undefined,
    harnessErrors.length,
  );
  const verdicts = [...asked.verdicts, ...fourth];
  const temporary = temporaryOf(verdicts);
  const settingsSeen = facts.found("tripwire.settings");
  const provider = settingsSeen?.is === "seen" ? modeInForce(settingsSeen.value) : undefined;
  const said = {
    schema: "cargo-gates/readiness/1" as const,
    run: asked.run,
    spoke: spoke.id,
    target,
    decision,
    exitCode,
    scope,
    gates,
    verdicts,
    harnessErrors,
    ...asked.planted,
    startedAt: asked.startedAt,
    decidedAt: now.toISOString(),
    ruleset: RULESET,
    harness: { version: HARNESS_VERSION, node: process.version },
    contract: { version: settings.contract.version, digest: settings.contract.digest },
    settingsDigest: asked.judgedDigest,
    ...(!scope.partial && {
      checklists: facts.checklists,
      obligations: dischargesOf(verdicts, facts.excuses),
    }),
    ...(provider && { provider }),
    ...(temporary.length > 0 && { temporary }),
    ...(notes.length > 0 && { notes }),
  };
  return { ...said, reasons: reasonsOf(said, wordsOf(toolbox)) };
};

const NOT_HELD =
  "Whether the pilot went first was not asked (--no-hold): this decides nothing about a cutover.";

/** The decision at the end of a run: what was gathered was seen a moment ago. */
export const decideRun = (
  prepared: Prepared,
  { verdicts, read, notes, harnessErrors }: Gathered,
  place: RunPlace,
  /** GOs of the same run count before any that lies elsewhere */
  sameRun: (spoke: string) => InForce | undefined = () => undefined,
): Readiness => {
  const { options, settings, spoke, toolbox, plan } = prepared;
  const { target, gates, checks, world, faults, bundles, runs, noHold } = options;
  const now = new Date();
  const gone = goneUpstream(settings.file.targets[target]?.system, verdicts);
  const others = spoke.kind === "client" ? read(spoke.id, "browsers.others") : undefined;
  const untried = others?.is === "seen" ? notTried(others.value) : [];
  const elsewhere = goFinder({
    file: settings.file,
    target,
    runs,
    digest: (id) => settings.digest(id, target),
    bundles,
    now,
  });
  return readinessFor({
    toolbox,
    settings,
    target,
    spoke,
    plan,
    verdicts,
    read,
    judgedDigest: settings.digest(spoke.id, target),
    live: { is: "just-seen" },
    now,
    findGo: (id) => sameRun(id) ?? elsewhere(id),
    ...(noHold && { unheld: true }),
    run: place.runId,
    startedAt: place.startedAt.toISOString(),
    scope: { partial: gates.length > 0 || checks.length > 0, gates, checks },
    harnessErrors,
    notes: [...notes, ...gone, ...untried, ...(noHold && spoke.kind === "client" ? [NOT_HELD] : [])],
    planted: { ...(world !== undefined && { world }), ...(faults.length > 0 && { faults }) },
  });
};
