import { MANIFEST } from "../../core/manifest.ts";
import { filesInFolder, openFiles, type RunFiles } from "./files.ts";
import { listRuns } from "./find.ts";
import { inspect } from "./integrity.ts";
import { manifestOf } from "./kept-run.ts";
import { hoursOld, type Reliance, unreliable } from "./reliable.ts";

/** A GO that others may rest on: since when, or why there is none. */
export type InForce =
  | { readonly at: string; readonly run: string; readonly lacking?: undefined }
  | { readonly at?: undefined; readonly lacking: string };
export type GoFinder = (spoke: string) => InForce;

export interface Search extends Reliance {
  readonly target: string;
  readonly runs: string;
  /** bundles that a person handed in */
  readonly bundles: readonly string[];
}

const TOUCHED = "its run was touched since it was sealed";

/** Why this run's GO does not count; undefined when it does. */
const refusal = (files: RunFiles, search: Search): string | undefined => {
  const { problems, manifest, keys } = inspect(files);
  if (!manifest || problems.length > 0) return `${TOUCHED}: ${problems[0] ?? "no manifest"}`;
  if (manifest.decision !== "GO" || manifest.partial) return "it was not a GO";
  const { go_hours } = search.file.limits;
  const hours = hoursOld(manifest, search.now);
  return (
    unreliable(manifest, keys, search) ??
    (hours > go_hours ? `it is ${Math.floor(hours)} h old, more than ${go_hours} h` : undefined)
  );
};

/** Looks through what was handed in, then through the runs folder, newest first; the first GO that counts is taken. */
export const goFinder = (search: Search): GoFinder => {
  const candidates = (spoke: string): RunFiles[] => [
    ...search.bundles.map(openFiles),
    ...listRuns(search.runs)
      .filter(({ record }) => record.spoke === spoke && record.target === search.target)
      .filter(({ record }) => record.state === "complete")
      .map(({ folder }) => filesInFolder(folder))
      .filter(({ paths }) => paths.includes(MANIFEST)),
  ];
  return (spoke) => {
    let lacking = "no complete, signed run of it was found";
    for (const files of candidates(spoke)) {
      const manifest = manifestOf(files);
      if (!manifest) lacking = `the manifest of ${files.place} cannot be read by this version`;
      if (manifest?.spoke !== spoke || manifest.target !== search.target) continue;
      const because = refusal(files, search);
      if (because === undefined) return { at: manifest.decidedAt, run: manifest.run };
      // Newer runs overrule older ones: a NO-GO of today, or a run that was touched, ends a GO of yesterday.
      if (because === "it was not a GO" && !manifest.partial) {
        return { lacking: `its newest run (${manifest.run}) is ${manifest.decision}` };
      }
      if (because.startsWith(TOUCHED)) return { lacking: `${because} (${manifest.run})` };
      lacking = `${because} (${manifest.run})`;
    }
    return { lacking };
  };
};
