import type { Live } from "../../core/readiness.ts";
import type { Readiness } from "../../core/verdict.ts";
import { fromCaller } from "../paths.ts";
import { chooseSpoke } from "../run/choose-spoke.ts";
import { readinessFor } from "../run/conclude.ts";
import { refuseUnknownNames } from "../run/known-names.ts";
import { readSettings, type Settings } from "../run/settings.ts";
import { judgedIn, openToolbox, type Toolbox } from "../run/toolbox.ts";
import { targetNamed } from "../usage-error.ts";
import { carryOver, runsOn, withKept } from "./carry-over.ts";
import { runsFolder } from "./find.ts";
import { goFinder } from "./in-force.ts";
import type { KeptRun } from "./kept-run.ts";
import { readLive } from "./live.ts";
import { chooseRun } from "./newest.ts";
import { changesOf, rejudge } from "./rejudge.ts";

/** What a person asked to have decided. */
export interface Question4 {
  readonly spokes: string | undefined;
  readonly spoke: string | undefined;
  readonly target: string;
  readonly run: string | undefined;
  readonly runs: string | undefined;
  readonly bundles: readonly string[];
}

export interface Decided {
  readonly settings: Settings;
  readonly toolbox: Toolbox;
  readonly spoke: string;
  readonly name: string;
  readonly runs: string;
  /** undefined: there is no run to decide on */
  readonly found: { readonly kept: KeptRun; readonly readiness: Readiness } | undefined;
  readonly notes: readonly string[];
}

const liveNote = (live: Live): string[] => {
  if (live.is === "gone") {
    return ["The target exists only while it is run: decided from the evidence, nothing was read once more."];
  }
  if (live.is === "unannounced") {
    return ["This spoke announces nothing that could be read once more: decided from the evidence."];
  }
  return live.is === "same" ? [`Live discovery was read once more at ${live.at} and says the same.`] : [];
};

/** Decides on the newest run that can be decided on: its evidence judged by today's checks, under today's settings. */
export const decideNow = async (question: Question4): Promise<Decided> => {
  const settings = readSettings(question.spokes);
  const { target } = question;
  targetNamed(settings.file.targets, target);
  const subject = chooseSpoke(settings.file, settings.subjects(target), question.spoke);
  const spoke = subject.id;
  const runs = runsFolder(question.runs);
  const toolbox = await openToolbox();
  refuseUnknownNames(settings, toolbox);
  const { kept, passedOver } = chooseRun({ spoke, target, runs, run: question.run });
  const base = { settings, toolbox, spoke, name: subject.name, runs };
  if (!kept) return { ...base, found: undefined, notes: passedOver };
  const { readiness: recorded } = kept;
  const { plan, spoke: judged, ...again } = rejudge(kept, toolbox);
  const now = new Date();
  const bundles = question.bundles.map(fromCaller);
  const {
    verdicts,
    read,
    notes: carried,
  } = carryOver({
    toolbox,
    settings,
    target,
    spoke: judged,
    verdicts: again.verdicts,
    read: kept.read,
    now,
    candidates: withKept(kept.files, runsOn(runs, bundles, spoke)),
  });
  const changes = changesOf(recorded.verdicts.filter(judgedIn(toolbox)), verdicts, recorded.ruleset);
  const live = await readLive(settings, target, judged, kept.read);
  const digest = (id: string) => settings.digest(id, target);
  const { world = "healthy", faults } = kept.record;
  const planted = [
    ...(world === "healthy" ? [] : [`the world ${world}`]),
    ...faults.map((one) => `the fault ${one}`),
  ];
  const notes = [
    ...passedOver,
    ...(planted.length > 0
      ? [
          `That run was in a federation made wrong on purpose: ${planted.join(", ")}. It says nothing about the spoke.`,
        ]
      : []),
    ...(changes.length > 0
      ? [
          `Today's checks say something else of ${changes.length} rows than the run did: npm start -- judge ${recorded.run}`,
        ]
      : []),
    ...carried,
    ...liveNote(live),
  ];
  const readiness = readinessFor({
    toolbox,
    settings,
    target,
    spoke: judged,
    plan,
    verdicts,
    read,
    judgedDigest: recorded.settingsDigest,
    live,
    now,
    findGo: goFinder({ file: settings.file, target, runs, digest, bundles, now }),
    run: recorded.run,
    startedAt: recorded.startedAt,
    scope: recorded.scope,
    harnessErrors: recorded.harnessErrors,
    notes,
  });
  return { ...base, found: { kept, readiness }, notes };
};
