import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Browser } from "@playwright/test";
import type { Doors, Person } from "../../core/doors.ts";
import type { Name } from "../../core/evidence/index.ts";
import type { Fault } from "../../core/fault.ts";
import { gather } from "../../core/gather.ts";
import { judge } from "../../core/judge.ts";
import { type GatherTask, makePlan, needsOf, type Plan } from "../../core/plan.ts";
import { createTaint } from "../../core/redact.ts";
import { secretRefs } from "../../core/spokes/subjects.ts";
import { memoryStore, type Reader } from "../../core/store.ts";
import { judgedWith, type Subject } from "../../core/subject.ts";
import type { Verdict } from "../../core/verdict.ts";
import { startFederation } from "../../fixtures/federation/start.ts";
import { createTrust } from "../../fixtures/federation/trust.ts";
import type { World } from "../../fixtures/federation/world.ts";
import { findBrowser } from "../../probes/browser/find.ts";
import { launchBrowser } from "../../probes/browser/launch.ts";
import { openDoors } from "../../probes/http/doors.ts";
import { runJourney } from "../../probes/journeys/run.ts";
import { ROOT } from "../../scripts/paths.ts";
import { inboundOf } from "../../scripts/run/inbound.ts";
import { reachOf } from "../../scripts/run/reach.ts";
import { readSettings } from "../../scripts/run/settings.ts";
import { openToolbox, type Toolbox } from "../../scripts/run/toolbox.ts";

export interface Tried {
  readonly plan: Plan;
  readonly verdicts: readonly Verdict[];
  readonly harnessErrors: readonly string[];
  readonly read: Reader;
  readonly subjects: readonly Subject[];
}

export interface Trial {
  readonly spoke?: string;
  /** drives the journeys in this browser; without one, checks that rest on a journey are left out */
  readonly browser?: Browser;
  /** only these checks */
  readonly checks?: readonly string[];
  /** only what feeds these checks is looked at, and every check that can be judged by it */
  readonly feeding?: readonly string[];
  /** evidence that is not looked at; checks that rest on it are left out */
  readonly without?: (name: Name) => boolean;
  /** milliseconds a request may take */
  readonly timeoutMs?: number;
  /** the subjects as another file of settings would have them */
  readonly as?: (subject: Subject) => Subject;
  /** who does what the harness asks a person for, with hands of their own */
  readonly person?: (hands: Doors) => Person;
}

/** Everything with every fault (npm run matrix -- --full), instead of what can show it: minutes more. */
export const FULL = process.env.GATES_MATRIX === "full";

/** Long enough for a machine with much else to do: a world that is starved must not look like a world that is wrong. */
const PATIENCE_MS = 20_000;
const LIMIT_MS = 90_000;

const TARGET = "local";
export const PILOT = "cargoworks-ai";

/** Settings, certificates and keys are the same for every world of a process; only the federation is fresh. */
const prepare = async () => {
  const settings = readSettings(undefined);
  const all = settings.subjects(TARGET);
  for (const { name, prefix = "" } of secretRefs(settings.file, settings.contract, all)) {
    process.env[name] ??= `${prefix}test-${randomBytes(18).toString("base64url")}`;
  }
  const [toolbox, trust] = await Promise.all([openToolbox(), createTrust()]);
  return { settings, all, toolbox, trust };
};
let prepared: ReturnType<typeof prepare> | undefined;
export const bench = (): ReturnType<typeof prepare> => {
  prepared ??= prepare();
  return prepared;
};

/** A browser for many worlds: they share the certificate authority that it trusts. */
export const openTestBrowser = async (): Promise<Browser> => {
  const [{ trust }, found] = await Promise.all([
    bench(),
    findBrowser({ env: process.env, cache: join(ROOT, ".cache") }),
  ]);
  return launchBrowser(found, { ca: trust.ca });
};

/** Gathers in a fresh federation with these faults, in this process, and judges. */
export const tryWorld = async (faults: readonly Fault<World>[], trial: Trial = {}): Promise<Tried> => {
  const { spoke = PILOT, browser } = trial;
  const { settings, all, toolbox, trust } = await bench();
  const subjects = judgedWith(all, spoke).map(trial.as ?? ((one) => one));
  const wanted = trial.feeding && fedBy(toolbox, trial.feeding);
  const possible = browser ? toolbox.checks : overHttp(toolbox);
  const { without = () => false } = trial;
  const checks = possible.filter(({ value }) =>
    needsOf(value).every((name) => (wanted?.has(name) ?? true) && !without(name)),
  );
  const plan = makePlan(subjects, checks, toolbox, { gates: [], checks: trial.checks ?? [] });
  const taint = createTaint();
  const store = memoryStore(taint.scrub);
  const federation = await startFederation({
    file: settings.file,
    contract: settings.contract,
    target: TARGET,
    spoke,
    secret: settings.secret,
    trust,
    faults,
  });
  const reach = {
    ...reachOf(settings.file, TARGET, "test", settings.relative, federation),
    timeoutMs: trial.timeoutMs ?? PATIENCE_MS,
  };
  const inbound = inboundOf(settings.file.targets[TARGET], settings.relative, federation, reach);
  const common = { source: federation.source, reach, env: process.env, taint, say: () => {} };
  const hands = trial.person && openDoors(common);
  const person = hands && trial.person?.(hands);
  const doors = openDoors({ ...common, ...(inbound && { inbound }), ...(person && { person }) });
  const walk = async ({ gatherer, spoke: at }: GatherTask): Promise<string | undefined> => {
    const journey = toolbox.journeys.find(({ id }) => id === gatherer);
    const subject = subjects.find(({ id }) => id === at);
    if (!journey || !subject || !browser) throw new Error(`${gatherer} cannot be walked for ${at}`);
    return runJourney(journey, subject, {
      browser,
      doors,
      sink: store,
      read: store.read,
      ...(wanted && { wanted: [...wanted] }),
    });
  };
  try {
    const walking = Promise.all(plan.gather.filter(({ by }) => by === "journey").map(walk));
    const [threw, walked] = await Promise.all([
      gather({
        tasks: plan.gather,
        probes: toolbox.probes,
        subjects,
        doors,
        sink: store,
        read: store.read,
        now: () => new Date(),
        limitMs: LIMIT_MS,
        others: walking,
      }),
      walking,
    ]);
    const verdicts = judge(plan, toolbox.checks, subjects, store.read);
    const broke = verdicts.flatMap(({ check, harnessError }) =>
      harnessError ? [`${check}: ${harnessError}`] : [],
    );
    const harnessErrors = [...threw, ...walked.filter((one) => one !== undefined), ...broke];
    return { plan, verdicts, harnessErrors, read: store.read, subjects };
  } finally {
    await doors.close();
    await hands?.close();
    await inbound?.close();
    await federation.close();
  }
};

const found = new Map<string, Promise<Tried>>();

/** The federation without a fault, looked at once in a process for everybody who compares with it. */
export const healthyWorld = (trial: Pick<Trial, "spoke" | "browser"> = {}): Promise<Tried> => {
  const key = `${trial.spoke ?? PILOT} ${trial.browser ? "browser" : "http"}`;
  const known = found.get(key) ?? tryWorld([], trial);
  found.set(key, known);
  return known;
};

/** Every piece that these checks rest on, what their gatherers themselves need included. */
const fedBy = ({ checks, probes, journeys }: Toolbox, ids: readonly string[]): ReadonlySet<Name> => {
  const open = checks.filter(({ id }) => ids.includes(id)).flatMap(({ value }) => needsOf(value));
  const wanted = new Set<Name>();
  for (let next = open.pop(); next; next = open.pop()) {
    const name = next;
    if (wanted.has(name)) continue;
    wanted.add(name);
    const makers = [...probes, ...journeys].filter(({ value }) => value.produces.includes(name));
    open.push(...makers.flatMap(({ value }) => value.needs ?? []));
  }
  return wanted;
};

/** Checks whose evidence comes from probes alone. */
const overHttp = ({ checks, probes }: Toolbox): Toolbox["checks"] => {
  const reachable = new Set(probes.flatMap(({ value }) => value.produces));
  return checks.filter(({ value }) => needsOf(value).every((name) => reachable.has(name)));
};

export const failedIn = (verdicts: readonly Verdict[]): string[] =>
  [...new Set(verdicts.filter(({ outcome }) => outcome === "fail").map(({ check }) => check))].sort();
