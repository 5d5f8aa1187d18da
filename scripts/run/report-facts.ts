import { globSync } from "node:fs";
import { basename, relative } from "node:path";
import type { Report } from "../../core/report.ts";
import { loadSpokesFile } from "../../core/spokes/load.ts";
import type { Subject } from "../../core/subject.ts";
import { ROOT } from "../paths.ts";
import type { Settings } from "./settings.ts";
import type { Toolbox } from "./toolbox.ts";

/** The line of spokes.yaml where each subject begins. */
const linesOf = ({ path, texts, file }: Settings, subjects: readonly Subject[]): Record<string, number> => {
  const loaded = loadSpokesFile(texts.spokes, path);
  if (!loaded.ok) return {};
  return Object.fromEntries(
    subjects.flatMap(({ id, kind }) => {
      const index = file.spokes.findIndex((spoke) => spoke.id === id);
      const line = loaded.lineOf(kind === "hub" ? ["hub"] : ["spokes", index, "id"]);
      return line === undefined ? [] : [[id, line]];
    }),
  );
};

/** As a person would name it from where the run was started; only its name when it lies elsewhere. */
const shownPath = (path: string): string => {
  const from = relative(process.env.INIT_CWD ?? process.cwd(), path);
  const shown = from.startsWith("..") ? relative(ROOT, path) : from;
  return shown.startsWith("..") ? basename(path) : shown.replaceAll("\\", "/");
};

/** What a report tells besides verdicts and evidence: where settings stand, what is temporary, how the harness was proven. */
export const reportFacts = (
  { checks }: Toolbox,
  settings: Settings,
  subjects: readonly Subject[],
  targetName: string,
): Pick<Report, "settings" | "temporary" | "proof" | "reach"> => {
  const target = settings.file.targets[targetName];
  // Counted, not loaded: a run needs no faults.
  const faults = globSync("fixtures/faults/**/*.fault.ts", { cwd: ROOT }).length;
  return {
    settings: { file: shownPath(settings.path), lines: linesOf(settings, subjects) },
    temporary: target?.temporary ?? [],
    ...(faults > 0 && { proof: { checks: checks.length, faults } }),
    reach: {
      resolve: target?.resolve ?? {},
      ...(target?.ca_file !== undefined && { caFile: target.ca_file }),
    },
  };
};
