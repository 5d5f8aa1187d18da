import { appendFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pack } from "../../core/bundle/tar.ts";
import type { TestUser } from "../../core/contract.ts";
import type { Effect, Reach } from "../../core/doors.ts";
import { gather } from "../../core/gather.ts";
import { judge } from "../../core/judge.ts";
import { neededTwice, personsOf } from "../../core/persons.ts";
import type { Taint } from "../../core/redact.ts";
import type { SpokesFile } from "../../core/spokes/schema.ts";
import type { Reader } from "../../core/store.ts";
import type { Subject } from "../../core/subject.ts";
import type { Verdict } from "../../core/verdict.ts";
import type { Federation } from "../../fixtures/federation/start.ts";
import { type PutRight, putRight } from "../../probes/claims/put-right.ts";
import { diskStore, writeWhole } from "../../probes/evidence/disk-store.ts";
import { type Earlier, openDoors } from "../../probes/http/doors.ts";
import { taintUrlsIn } from "../../probes/http/secrets.ts";
import { ROOT } from "../paths.ts";
import { carriedPath, carryOver, runsOn } from "../runs/carry-over.ts";
import { contentOf } from "../runs/files.ts";
import { UsageError } from "../usage-error.ts";
import { atHand, HANDS_LIMIT_MS, registersBy } from "./at-hand.ts";
import { inboundOf } from "./inbound.ts";
import { type Journeys, startJourneys } from "./journeys.ts";
import { localSecrets, taintHeld } from "./local-secrets.ts";
import { otherBrowserLines } from "./other-browsers.ts";
import type { Prepared } from "./prepare.ts";
import { showProgress } from "./progress.ts";
import { reachOf } from "./reach.ts";
import { sourceOf } from "./source.ts";
import { targetState } from "./target-state.ts";

export interface Gathered {
  readonly verdicts: readonly Verdict[];
  /** the run's evidence as it was judged: read back from disk, with what another run showed */
  readonly read: Reader;
  readonly notes: readonly string[];
  readonly harnessErrors: readonly string[];
}

export interface RunPlace {
  readonly runId: string;
  readonly runDir: string;
  readonly startedAt: Date;
}

/** What the runs of several spokes have in common: one federation, and the hub seen once. */
export interface Together {
  readonly federation: Federation | undefined;
  /** puts what was seen of the hub before into this run; returns the exchanges that it cites */
  readonly seed: (runDir: string) => Earlier;
  /** ids of the hub's gatherers that need not look again */
  readonly looked: ReadonlySet<string>;
}

const pretty = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;

const HUB = "hub";

/** Longest that probes may take before the run goes on with what it has. */
const LIMIT_MS = 180_000;

/** Says which browser the journeys will use; a machine without one is told so before anything else is done. */
const sayBrowser = async (say: (text: string) => void, others: SpokesFile["browsers"]): Promise<void> => {
  const { findBrowser } = await import("../../probes/browser/find.ts");
  const { from } = await findBrowser({ env: process.env, cache: join(ROOT, ".cache") }).catch(
    (error: Error) => {
      throw new UsageError(`The plan needs a browser: ${error.message}`);
    },
  );
  say(`browser: ${from}`);
  for (const line of await otherBrowserLines(others)) say(line);
};

/** Somebody whom requests and browsers both need at this subject: they take turns then (docs/decisions/033). */
const sharedPerson = (subject: Subject): TestUser | undefined =>
  subject.kind === "client" ? neededTwice(personsOf(subject)) : undefined;

/** The embedded federation is loaded and started only for a target that asks for one. */
export const startEmbedded = async (prepared: Prepared): Promise<Federation | undefined> => {
  if (!prepared.embedded) return undefined;
  const { startFederation } = await import("../../fixtures/federation/start.ts");
  return startFederation({
    file: prepared.settings.file,
    contract: prepared.settings.contract,
    target: prepared.options.target,
    spoke: prepared.spoke.id,
    secret: prepared.settings.secret,
    faults: prepared.faults,
  });
};

/** Looks at everything the plan asks for, writes the evidence, and judges it as read back from disk. */
export const gatherAndJudge = async (
  prepared: Prepared,
  place: RunPlace,
  stopped: AbortSignal,
  taint: Taint,
  together?: Together,
): Promise<Gathered> => {
  const { plan, toolbox, subjects, settings, options, spoke } = prepared;
  const { runDir, runId } = place;
  const tasks = plan.gather.filter((task) => !(task.spoke === HUB && together?.looked.has(task.gatherer)));
  const spokeDir = join(runDir, spoke.id);
  const reachFile = join(runDir, ".reach.json");
  const store = diskStore(runDir, taint.scrub);
  const progress = showProgress({ ...plan, gather: tasks }, toolbox, process.stderr);
  const undo: (() => unknown)[] = [];
  let journeys: Journeys | undefined;
  let interrupted: Promise<unknown> | undefined;
  const interrupt = () => {
    journeys?.stop();
    // one after the other: what puts the target right goes through what is closed after it
    interrupted = undo
      .toReversed()
      .reduce<Promise<unknown>>((before, step) => before.then(step), Promise.resolve());
  };
  stopped.addEventListener("abort", interrupt, { once: true });

  writeWhole(join(spokeDir, "plan.json"), pretty(plan));
  if (prepared.embedded) localSecrets(settings, settings.subjects(options.target));
  taintHeld(settings, settings.subjects(options.target), taint);
  const { journal, lease } = targetState(prepared, runId, taint.scrub);
  let release = () => {};
  try {
    release = await lease(progress.say, stopped);
    const browse = () =>
      startJourneys({
        runDir,
        reachFile,
        spokesFile: settings.path,
        target: options.target,
        tasks,
        onProgress: ({ journey, spoke: at, state }) => progress[state]({ gatherer: journey, spoke: at }),
      });
    const browses = tasks.some(({ by }) => by === "journey");
    const shared = browses ? subjects.map(sharedPerson).find((one) => one !== undefined) : undefined;
    const rested = Promise.withResolvers<readonly string[]>();
    if (!shared) journeys = browse();
    const browsed = shared ? rested.promise : journeys?.done;
    const browserSaid = browses && sayBrowser(progress.say, settings.file.browsers);
    const own = together ? undefined : await startEmbedded(prepared);
    const federation = own ?? together?.federation;
    if (own) {
      undo.push(() => own.close());
      progress.say(`local federation is up (${Math.round(performance.now())} ms since the start)`);
    }
    await browserSaid;
    const reach: Reach = reachOf(settings.file, options.target, runId, settings.relative, federation);
    writeWhole(reachFile, pretty(reach));
    const inbound = inboundOf(settings.file.targets[options.target], settings.relative, federation, reach);
    const doors = openDoors({
      reach,
      journal,
      env: process.env,
      taint,
      say: progress.say,
      folder: settings.relative("."),
      ...(inbound && { inbound }),
      source: sourceOf(settings, federation),
      ...atHand(settings.file.targets[options.target]),
      ...(together && { earlier: together.seed(runDir) }),
    });
    // what was changed is put back before anything is closed
    undo.push(() => doors.leave().then(doors.close));
    if (inbound) undo.push(() => inbound.close());

    const found = await putRight(subjects, doors);
    const probing = gather({
      tasks,
      probes: toolbox.probes,
      subjects,
      doors,
      sink: store,
      read: store.read,
      now: () => new Date(),
      limitMs:
        (registersBy(settings.file.targets[options.target]) === "person" ? HANDS_LIMIT_MS : LIMIT_MS) *
        (shared ? 2 : 1),
      ...(browsed && { others: browsed }),
      ...(shared && {
        rested: () => {
          progress.say(`the browser follows now: it needs ${shared.id}, as the requests did`);
          if (!stopped.aborted) journeys = browse();
          rested.resolve(journeys?.done ?? []);
        },
      }),
      progress: (task, state) => progress[state](task),
    });
    const [probeErrors, journeyErrors] = await Promise.all([probing, browsed ?? []]);
    await doors.leave();
    // The browsers know secrets of their own: what they print when they break is searched for them.
    for (const error of journeyErrors) taintUrlsIn(error, taint.taint);
    writeWhole(join(spokeDir, "exchanges.har"), taint.scrub(pretty(doors.har())));
    stopped.throwIfAborted();
    const { verdicts, read, notes, from } = carryOver({
      toolbox,
      settings,
      target: options.target,
      spoke,
      verdicts: judge(plan, toolbox.checks, subjects, store.read),
      read: store.read,
      now: new Date(),
      candidates: runsOn(options.runs, options.bundles, spoke.id),
    });
    if (from) writeWhole(join(runDir, carriedPath(from.run)), pack(contentOf(from.files)));
    writeWhole(join(spokeDir, "verdicts.json"), taint.scrub(pretty(verdicts)));
    await doors.close();
    await inbound?.close();
    await own?.close();
    const threw = verdicts.flatMap(({ check, harnessError }) =>
      harnessError ? [`${check}: ${harnessError}`] : [],
    );
    return {
      verdicts,
      read,
      notes: [...notes, ...notesOn(journal.open(), found)],
      harnessErrors: [...probeErrors, ...journeyErrors, ...threw].map(taint.scrub),
    };
  } finally {
    await interrupted?.catch(() => undefined);
    release();
    progress.stop();
    stopped.removeEventListener("abort", interrupt);
    rmSync(reachFile, { force: true });
    if (stopped.aborted) noteUnfinished(runDir, progress.unfinished());
  }
};

/** What a reader must know of how the target was left, and of how it was found. */
const notesOn = (open: readonly Effect[], found: readonly PutRight[]): string[] => [
  ...open.map(
    ({ what, name }) => `Not put back at the target: the ${what} of ${name}. The next run tries again.`,
  ),
  ...found.map(({ run, what, name, done }) =>
    done
      ? `Put back before anybody looked: the ${what} of ${name}, which run ${run} had left changed.`
      : `Still changed at the target since run ${run}: the ${what} of ${name}.`,
  ),
];

/** A run that was cut short says so itself, for whoever finds its folder. */
const noteUnfinished = (runDir: string, unfinished: readonly string[]): void => {
  appendFileSync(
    join(runDir, "interrupted.txt"),
    `Not done:\n${unfinished.map((one) => `- ${one}\n`).join("")}`,
  );
};
