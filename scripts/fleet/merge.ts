import { cpSync } from "node:fs";
import { join } from "node:path";
import type { SpokesFile } from "../../core/spokes/schema.ts";
import type { Readiness } from "../../core/verdict.ts";
import { type FleetMember, memberOf } from "../../reporters/fleet/fleet-readiness.ts";
import { readinessFor } from "../run/conclude.ts";
import { bySequence } from "../run/prepare.ts";
import { judgedIn, type Toolbox } from "../run/toolbox.ts";
import { judgeAsKept } from "../runs/carry-over.ts";
import { filesInFolder } from "../runs/files.ts";
import type { InForce } from "../runs/in-force.ts";
import { inspect } from "../runs/integrity.ts";
import { type KeptRun, keptRun } from "../runs/kept-run.ts";
import { UsageError } from "../usage-error.ts";
import { goOf } from "./same-run.ts";

/** One spoke's sealed run, out of the part in which it was gated. */
export interface Part {
  readonly folder: string;
  readonly kept: KeptRun;
}

/** Opens a sealed run for joining. Throws when it was touched, or was never finished. */
export const openPart = (folder: string): Part => {
  const files = filesInFolder(folder);
  const { problems, manifest } = inspect(files);
  if (!manifest || problems.length > 0) {
    throw new UsageError(`${folder} cannot be joined: ${problems[0] ?? "it has no manifest"}.`);
  }
  return { folder, kept: keptRun(files) };
};

const settingsOf = ({ kept }: Part): string =>
  JSON.stringify([kept.settings.texts, kept.readiness.target, kept.readiness.scope]);

/** What was judged together must have been judged alike: one settings file, one target, each spoke once. */
export const refuseMixed = (parts: readonly Part[]): void => {
  const [first] = parts;
  const other = first && parts.find((one) => settingsOf(one) !== settingsOf(first));
  if (first && other) {
    throw new UsageError(
      `${other.folder} was gated with other settings, on another target or in another scope than ${first.folder}: runs are joined only when these are the same.`,
    );
  }
  const seen = new Map<string, string>();
  for (const { folder, kept } of parts) {
    const { spoke } = kept.readiness;
    const before = seen.get(spoke);
    if (before !== undefined)
      throw new UsageError(`${spoke} stands in ${before} and in ${folder}: join one of them.`);
    seen.set(spoke, folder);
  }
};

export interface Joined {
  readonly members: readonly FleetMember[];
  readonly decided: readonly { readonly readiness: Readiness; readonly runDir: string }[];
  readonly file: SpokesFile;
}

/**
 * Decides each run again as it would have been decided had all been gated in one: by its own verdicts, at its own time,
 * knowing what the others came to. The sealed runs are copied as they are into `outDir`.
 */
export const joinParts = (parts: readonly Part[], toolbox: Toolbox, outDir: string): Joined => {
  const [first] = parts;
  if (!first) throw new UsageError("There is nothing to join: name at least one run.");
  const { target } = first.kept.readiness;
  const order = bySequence(first.kept.settings.subjects(target)).map(({ id }) => id);
  const placeOf = ({ kept }: Part) => order.indexOf(kept.readiness.spoke);
  const known = new Map<string, InForce | undefined>();
  const decided = parts
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map(({ folder, kept }) => {
      const { readiness: recorded, settings } = kept;
      const { plan, spoke, read } = judgeAsKept(kept, toolbox);
      const readiness = readinessFor({
        toolbox,
        settings: { ...settings, digestNow: settings.digest },
        target,
        spoke,
        plan,
        verdicts: recorded.verdicts.filter(judgedIn(toolbox)),
        read,
        judgedDigest: recorded.settingsDigest,
        live: { is: "just-seen" },
        now: new Date(recorded.decidedAt),
        findGo: (id) => known.get(id) ?? { lacking: "no run of it is among those that were joined" },
        run: recorded.run,
        startedAt: recorded.startedAt,
        scope: recorded.scope,
        harnessErrors: recorded.harnessErrors,
        notes: [],
      });
      known.set(spoke.id, goOf(readiness));
      const runDir = join(outDir, spoke.id);
      cpSync(folder, runDir, { recursive: true });
      return { readiness, runDir, name: spoke.name };
    });
  return {
    members: decided.map(({ readiness, name }) =>
      memberOf(readiness, name, `decisions/${readiness.spoke}.json`),
    ),
    decided,
    file: first.kept.settings.file,
  };
};
