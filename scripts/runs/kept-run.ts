import { z } from "zod";
import { CONTRACT_FILES } from "../../core/contract-load.ts";
import { envelope, type Found, open } from "../../core/envelope.ts";
import type { Name } from "../../core/evidence/index.ts";
import { MANIFEST, type Manifest, manifestShape } from "../../core/manifest.ts";
import type { Reader } from "../../core/store.ts";
import type { Readiness } from "../../core/verdict.ts";
import { readinessShape } from "../../reporters/readiness.ts";
import { keptSettings, type Settings } from "../run/settings.ts";
import { UsageError } from "../usage-error.ts";
import { type RunFiles, textOf } from "./files.ts";

const record = z.looseObject({
  run: z.string(),
  spoke: z.string(),
  target: z.string(),
  startedAt: z.string(),
  state: z.string(),
  world: z.string().optional(),
  faults: z.array(z.string()).default([]),
});
export type RunRecord = z.infer<typeof record>;

const parsed = <S extends z.ZodType>(files: RunFiles, path: string, shape: S): z.infer<S> | undefined => {
  const text = textOf(files, path);
  if (text === undefined) return undefined;
  try {
    const found = shape.safeParse(JSON.parse(text));
    return found.success ? found.data : undefined;
  } catch {
    return undefined;
  }
};

/** What run.json says of the run; undefined where there is none, or it is damaged. */
export const recordOf = (files: RunFiles): RunRecord | undefined => parsed(files, "run.json", record);
export const manifestOf = (files: RunFiles): Manifest | undefined => parsed(files, MANIFEST, manifestShape);
export const readinessOf = (files: RunFiles): Readiness | undefined =>
  parsed(files, "readiness.json", readinessShape);

/** A run in which everything was done, as it was kept. */
export interface KeptRun {
  readonly files: RunFiles;
  readonly record: RunRecord;
  readonly readiness: Readiness;
  /** settings as they stood in the run */
  readonly settings: Settings;
  readonly read: Reader;
}

/** Evidence that lies in another's place is nobody's: what is written inside must name where it is. */
const readerOf =
  (files: RunFiles): Reader =>
  (spoke, evidence) => {
    const text = textOf(files, `${spoke}/evidence/${evidence}.json`);
    return text === undefined ? undefined : inPlace(text, spoke, evidence);
  };

const inPlace = (text: string, spoke: string, evidence: Name): Found => {
  const found = open(text);
  if (found.is === "missed") return found;
  const { spoke: at, evidence: name } = envelope.parse(JSON.parse(text));
  return at === spoke && name === evidence
    ? found
    : { is: "missed", because: `the file holds ${name} of ${at}: it was put in another's place` };
};

/** Reads a run. Says in plain words when it is none, or was cut short. */
export const keptRun = (files: RunFiles): KeptRun => {
  const { place } = files;
  const found = recordOf(files);
  if (!found) throw new UsageError(`${place} is no run: it has no run.json.`);
  const readiness = readinessOf(files);
  if (found.state !== "complete" || !readiness) {
    throw new UsageError(`The run in ${place} is not complete (${found.state}): nothing was decided there.`);
  }
  const spokes = textOf(files, "settings/spokes.yaml");
  if (spokes === undefined)
    throw new UsageError(`The run in ${place} kept no settings: it cannot be judged again.`);
  const contract = Object.fromEntries(
    Object.values(CONTRACT_FILES).map((name) => [name, textOf(files, `settings/contract/${name}`) ?? ""]),
  );
  return {
    files,
    record: found,
    readiness,
    settings: keptSettings({ spokes, contract }, place),
    read: readerOf(files),
  };
};
