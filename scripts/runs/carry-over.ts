import {
  capabilityChecks,
  capabilityDifference,
  capabilityOf,
  capabilityPieces,
  carryVerdicts,
} from "../../core/carry-over.ts";
import type { Reader } from "../../core/store.ts";
import type { Subject } from "../../core/subject.ts";
import type { Verdict } from "../../core/verdict.ts";
import type { Settings } from "../run/settings.ts";
import type { Toolbox } from "../run/toolbox.ts";
import { filesInFolder, openBundle, openFiles, type RunFiles } from "./files.ts";
import { listRuns } from "./find.ts";
import { inspect } from "./integrity.ts";
import { type KeptRun, keptRun, manifestOf } from "./kept-run.ts";
import { type Rejudged, rejudge } from "./rejudge.ts";
import { hoursOld, unreliable } from "./reliable.ts";

export interface Carrying {
  readonly toolbox: Toolbox;
  readonly settings: Settings;
  readonly target: string;
  readonly spoke: Subject;
  readonly verdicts: readonly Verdict[];
  readonly read: Reader;
  readonly now: Date;
  /** runs that may have shown it, in any order; asked only when something is to be carried over */
  readonly candidates: (from: string) => readonly RunFiles[];
}

export interface CarriedOver {
  readonly verdicts: readonly Verdict[];
  /** the run's own evidence, and where it has none of the tripwire's, what the other run saw */
  readonly read: Reader;
  /** what a reader must know of it */
  readonly notes: readonly string[];
  /** the run it came from: kept with this one, so that others can judge it again */
  readonly from?: { readonly run: string; readonly files: RunFiles };
}

/** Where a run keeps the runs that it rests on. */
const FOLDER = "carried/";
export const carriedPath = (run: string): string => `${FOLDER}${run}.tar.gz`;

/** The runs that a run keeps with itself; one that cannot be read is there, and holds nothing. */
const keptWith = (files: RunFiles): readonly RunFiles[] =>
  files.paths
    .filter((path) => path.startsWith(FOLDER))
    .map((path) => {
      const place = `${files.place}, ${path}`;
      try {
        return openBundle(place, files.read(path) ?? new Uint8Array());
      } catch {
        return { place, paths: [], read: () => undefined };
      }
    });

/** Runs on that target that lie in the folder of runs, and bundles that a person handed in. */
export const runsOn = (runs: string, bundles: readonly string[], spoke: string) => (target: string) => [
  ...bundles.map(openFiles),
  ...listRuns(runs)
    .filter(({ record }) => record.spoke === spoke && record.target === target && record.state === "complete")
    .map(({ folder }) => filesInFolder(folder)),
];

const startedAt = (files: RunFiles): string => manifestOf(files)?.startedAt ?? "";

/** The newest run on the other target that looked with the tripwire, judged by today's checks; or why it does not count. */
const newestThat = (
  carrying: Carrying,
  from: string,
  wanted: ReadonlySet<string>,
): { readonly kept: KeptRun; readonly judged: Rejudged } | { readonly because: string } => {
  const { candidates, toolbox, settings, spoke, now } = carrying;
  for (const files of candidates(from).toSorted((a, b) => (startedAt(a) < startedAt(b) ? 1 : -1))) {
    const { manifest, problems, keys } = inspect(files);
    if (manifest && (manifest.spoke !== spoke.id || manifest.target !== from)) continue;
    // It may have been the one that showed otherwise: an older run does not take its place.
    if (!manifest || problems.length > 0) return { because: `${files.place} was touched: ${problems[0]}` };
    const digest = (id: string) => settings.digest(id, from);
    const because = unreliable(manifest, keys, { file: settings.file, digest, now });
    if (because === "its run was in a federation made wrong on purpose") continue;
    const kept = keptRun(files);
    const judged = rejudge(kept, toolbox);
    if (!judged.verdicts.some(({ check }) => wanted.has(check))) continue;
    if (because !== undefined) return { because: `${because} (${manifest.run})` };
    const hours = hoursOld(manifest, now);
    const { evidence_hours } = settings.file.limits;
    return hours <= evidence_hours
      ? { kept, judged }
      : { because: `it is ${hours.toFixed(1)} h old, more than ${evidence_hours} h (${manifest.run})` };
  }
  return { because: `no complete, signed run of it on ${from} was found` };
};

/** The tripwire never touches production: what it showed on another target counts while the backend is the same. */
export const carryOver = (carrying: Carrying): CarriedOver => {
  const { toolbox, settings, target, spoke, verdicts, read } = carrying;
  const from = settings.file.targets[target]?.carry_over_from;
  const pieces = capabilityPieces(toolbox);
  const capability = capabilityChecks(toolbox.checks, pieces);
  const open = new Set(
    verdicts
      .filter(({ check, outcome }) => outcome === "unknown" && capability.has(check))
      .map(({ check }) => check),
  );
  const own: CarriedOver = { verdicts, read, notes: [] };
  if (from === undefined || open.size === 0) return own;
  const nothing = (because: string): CarriedOver => ({
    ...own,
    notes: [`Nothing of the tripwire is carried over from ${from}: ${because}.`],
  });
  const found = newestThat(carrying, from, open);
  if ("because" in found) return nothing(found.because);
  const { kept, judged } = found;
  const difference = capabilityDifference(capabilityOf(judged.spoke, kept.read), capabilityOf(spoke, read));
  const { run } = kept.readiness;
  if (difference !== undefined) return nothing(`${difference} (${run})`);
  const carried = carryVerdicts(verdicts, judged.verdicts, capability, { run, target: from });
  const count = carried.filter((one) => one.carried !== undefined).length;
  return {
    verdicts: carried,
    read: (id, name) => {
      const mine = read(id, name);
      if (mine?.is === "seen" || id !== spoke.id || !pieces.has(name)) return mine;
      const theirs = kept.read(id, name);
      return theirs?.is === "seen" ? theirs : mine;
    },
    notes: [
      `${count} rows of Gate 2 are carried over from ${from}, run ${run}: the backend has the same version there, and the provider is stored with the same settings.`,
    ],
    from: { run, files: kept.files },
  };
};

/** Judges a run as it was kept: by today's checks, with what it carried over from the run that it keeps. */
export const judgeAsKept = (kept: KeptRun, toolbox: Toolbox): Rejudged & Pick<CarriedOver, "read"> => {
  const { readiness, settings, read, files } = kept;
  const again = rejudge(kept, toolbox);
  const { verdicts, ...carried } = carryOver({
    toolbox,
    settings,
    target: readiness.target,
    spoke: again.spoke,
    verdicts: again.verdicts,
    read,
    now: new Date(readiness.decidedAt),
    candidates: () => keptWith(files),
  });
  return { ...again, verdicts, read: carried.read };
};

/** The runs that a decision may carry over from: what the run keeps, what was handed in, what lies in the folder. */
export const withKept =
  (files: RunFiles, others: (target: string) => readonly RunFiles[]) =>
  (target: string): readonly RunFiles[] => [...keptWith(files), ...others(target)];
