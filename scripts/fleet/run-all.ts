import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { EXIT, type Readiness } from "../../core/verdict.ts";
import { writeWhole } from "../../probes/evidence/disk-store.ts";
import { tellFleetConsole } from "../../reporters/console/tell-fleet.ts";
import {
  brokenMember,
  type FleetMember,
  type FleetReadiness,
  fleetReadiness,
  memberOf,
} from "../../reporters/fleet/fleet-readiness.ts";
import { fleetSummary } from "../../reporters/fleet/fleet-summary.ts";
import { crashText } from "../crash.ts";
import { startEmbedded } from "../run/execute.ts";
import { makeRunFolder, newRunId, pointLatest } from "../run/folder.ts";
import { localSecrets } from "../run/local-secrets.ts";
import { carryOut, seconds, stopOnSignals, tellInterrupted, terminal } from "../run/once.ts";
import type { Options } from "../run/options.ts";
import { type Prepared, prepareAll } from "../run/prepare.ts";
import type { InForce } from "../runs/in-force.ts";
import { UsageError } from "../usage-error.ts";
import { type HubSeen, hubFrom, withAllOfTheHub } from "./hub-once.ts";
import { goOf } from "./same-run.ts";
import { decidedAt, writeFleetPage } from "./write.ts";

const pretty = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;

/** Where each spoke's own run lies in the folder of all. */
const runDirOf = (fleetDir: string, spoke: string): string => join(fleetDir, spoke);

const readinessIn = (runDir: string): Readiness =>
  JSON.parse(readFileSync(join(runDir, "readiness.json"), "utf8")) as Readiness;

/**
 * Gates every spoke of the file, one after the other (they share test people, whose sessions one of them ends), the hub
 * seen once. Each spoke's run is sealed in a folder of its own. Exit code of the worst decision.
 */
export const runAll = async (options: Options): Promise<number> => {
  const members = withAllOfTheHub(await prepareAll(options));
  const [first] = members;
  if (!first) throw new UsageError("This part holds no spoke: there are fewer spokes than parts.");
  const startedAt = new Date();
  const runId = newRunId(startedAt);
  const fleetDir = makeRunFolder(runId, options.out, options.runs);
  const { signal, release } = stopOnSignals();
  const record = (state: "running" | "complete" | "interrupted") =>
    writeWhole(
      join(fleetDir, "run.json"),
      pretty({
        run: runId,
        fleet: members.map(({ spoke }) => spoke.id),
        target: options.target,
        startedAt: startedAt.toISOString(),
        state,
        pid: process.pid,
      }),
    );
  record("running");
  try {
    const told = await gateEach(members, first, { runId, fleetDir, startedAt }, signal);
    const fleet = concludeFleet(first, told, { runId, fleetDir, startedAt });
    record("complete");
    pointLatest(fleetDir, options.runs);
    const htmlPath = relative(process.cwd(), join(fleetDir, "index.html"));
    process.stdout.write(tellFleetConsole(fleet, { ...terminal(), htmlPath }));
    process.stdout.write(`\nFinished after ${seconds(performance.now())}.\n`);
    return fleet.exitCode;
  } catch (error) {
    if (!signal.aborted) throw error;
    record("interrupted");
    return tellInterrupted(fleetDir);
  } finally {
    release();
  }
};

interface FleetPlace {
  readonly runId: string;
  readonly fleetDir: string;
  readonly startedAt: Date;
}

const gateEach = async (
  members: readonly Prepared[],
  first: Prepared,
  { runId, fleetDir, startedAt }: FleetPlace,
  signal: AbortSignal,
): Promise<readonly FleetMember[]> => {
  if (first.embedded) localSecrets(first.settings, first.settings.subjects(first.options.target));
  const federation = await startEmbedded(first);
  const decided = new Map<string, InForce | undefined>();
  const told: FleetMember[] = [];
  let hub: HubSeen | undefined;
  try {
    for (const prepared of members) {
      const { id, name } = prepared.spoke;
      const runDir = runDirOf(fleetDir, id);
      const place = { runId: `${runId}/${id}`, runDir, startedAt };
      try {
        const { readiness, unusable } = await carryOut(prepared, place, signal, {
          together: hubFrom(hub, federation),
          sameRun: (spoke) => decided.get(spoke),
        });
        const member = memberOf(readiness, name, `${id}/readiness.json`);
        told.push(
          unusable === undefined
            ? member
            : { ...member, exitCode: EXIT.HARNESS, harnessErrors: [...member.harnessErrors, unusable] },
        );
        decided.set(
          id,
          unusable === undefined ? goOf(readiness) : { lacking: "the harness failed in its run" },
        );
        hub ??= { runDir, prepared };
      } catch (error) {
        signal.throwIfAborted();
        // Ours to mend: the other spokes are gated all the same, and nothing is said about this one.
        told.push(brokenMember(id, name, crashText(error)));
        decided.set(id, { lacking: "the harness failed in its run" });
      }
    }
  } finally {
    await federation?.close();
  }
  return told;
};

const concludeFleet = (
  { settings, toolbox, options }: Prepared,
  told: readonly FleetMember[],
  { runId, fleetDir, startedAt }: FleetPlace,
): FleetReadiness => {
  const fleet = fleetReadiness(
    {
      run: runId,
      target: options.target,
      startedAt: startedAt.toISOString(),
      decidedAt: new Date().toISOString(),
    },
    told,
  );
  writeWhole(join(fleetDir, "readiness.json"), pretty(fleet));
  writeWhole(join(fleetDir, "github-summary.md"), fleetSummary(fleet));
  const decided = told.flatMap(({ spoke, readiness }) => {
    const runDir = runDirOf(fleetDir, spoke);
    return readiness === undefined ? [] : [decidedAt(readinessIn(runDir), runDir, fleetDir)];
  });
  writeFleetPage(settings.file, toolbox, decided, fleetDir);
  return fleet;
};
