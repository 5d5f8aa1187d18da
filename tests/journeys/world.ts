import { join } from "node:path";
import type { Browser } from "@playwright/test";
import type { Check } from "../../core/check.ts";
import type { Discovered } from "../../core/discover.ts";
import type { Reach } from "../../core/doors.ts";
import type { Name } from "../../core/evidence/index.ts";
import type { Fault } from "../../core/fault.ts";
import { gather } from "../../core/gather.ts";
import { judge } from "../../core/judge.ts";
import { makePlan, needsOf } from "../../core/plan.ts";
import { createTaint } from "../../core/redact.ts";
import type { OtherBrowser } from "../../core/spokes/browsers-schema.ts";
import { memoryStore, type Reader } from "../../core/store.ts";
import type { Subject } from "../../core/subject.ts";
import type { Verdict } from "../../core/verdict.ts";
import { startFederation } from "../../fixtures/federation/start.ts";
import type { World } from "../../fixtures/federation/world.ts";
import { findBrowser } from "../../probes/browser/find.ts";
import { launchBrowser } from "../../probes/browser/launch.ts";
import { openDoors } from "../../probes/http/doors.ts";
import { runJourney, type Shot } from "../../probes/journeys/run.ts";
import { ROOT } from "../../scripts/paths.ts";
import { reachOf } from "../../scripts/run/reach.ts";
import { bench } from "../support/try-world.ts";

const TARGET = "local";
const GATE = 2;

/** One browser for every world of a process: it trusts the CA that they share. */
export const openBrowser = async (): Promise<Browser> => {
  const { trust } = await bench();
  const found = await findBrowser({ env: process.env, cache: join(ROOT, ".cache") });
  return launchBrowser(found, { ca: trust.ca });
};

export interface Walked {
  /** of the checks of Gate 2 for which everything they need was looked at */
  readonly verdicts: readonly Verdict[];
  readonly read: Reader;
  readonly harnessErrors: readonly string[];
  readonly shots: readonly Shot[];
}

interface Asked {
  readonly faults?: readonly Fault<World>[];
  /** only what feeds these checks is gathered; without it, everything */
  readonly feeding?: readonly string[];
  readonly spoke?: string;
  /** as spokes.yaml would name them */
  readonly browsers?: readonly OtherBrowser[];
  readonly reach?: Partial<Reach>;
  /** what the harness is given instead of everything */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const feeds = (checks: readonly Discovered<Check>[], wanted: readonly string[]): ReadonlySet<Name> =>
  new Set(checks.filter(({ id }) => wanted.includes(id)).flatMap(({ value }) => needsOf(value)));

/** A fresh federation, the probes and journeys of Gate 2 in this process, and what the checks say of it. */
export const walkWorld = async (
  browser: Browser,
  {
    faults = [],
    feeding,
    spoke = "cargoworks-ai",
    browsers,
    reach: change = {},
    env = process.env,
  }: Asked = {},
): Promise<Walked> => {
  const { settings, all, toolbox, trust } = await bench();
  const { file, contract, secret } = settings;
  const federation = await startFederation({ file, contract, target: TARGET, spoke, secret, trust, faults });
  const taint = createTaint();
  const reach: Reach = {
    ...reachOf(file, TARGET, "test", settings.relative, federation),
    timeoutMs: 6000,
    ...change,
  };
  const doors = openDoors({ source: federation.source, reach, env, taint, say: () => {} });
  const store = memoryStore(taint.scrub);
  const { checks, probes, journeys } = toolbox;
  const subjects = all
    .filter(({ id, kind }) => id === spoke || kind === "hub")
    .map((one): Subject => (browsers && one.kind === "client" ? { ...one, browsers } : one));
  const plan = makePlan(subjects, checks, toolbox, { gates: [GATE], checks: [] });
  const wanted = feeding && feeds(checks, feeding);
  const tasks = plan.gather.filter((task) => !wanted || task.wanted.some((name) => wanted.has(name)));
  const seen = new Set(
    [...probes, ...journeys]
      .filter(({ id }) => tasks.some(({ gatherer }) => gatherer === id))
      .flatMap(({ value }) => value.produces),
  );
  const shots: Shot[] = [];
  const walk = async ({ gatherer, spoke: at }: (typeof tasks)[number]): Promise<string[]> => {
    const journey = journeys.find(({ id }) => id === gatherer);
    const subject = subjects.find(({ id }) => id === at);
    if (!journey || !subject) throw new Error(`the plan names ${gatherer} for ${at}, which is not here`);
    const keep = (shot: Shot) => void shots.push(shot);
    const threw = await runJourney(journey, subject, {
      browser,
      doors,
      sink: store,
      read: store.read,
      keep,
      ...(wanted && { wanted: [...wanted] }),
    });
    return threw === undefined ? [] : [threw];
  };
  try {
    const now = () => new Date();
    const [probing, walking] = await Promise.all([
      gather({ tasks, probes, subjects, doors, sink: store, read: store.read, now }),
      Promise.all(tasks.filter(({ by }) => by === "journey").map(walk)),
    ]);
    const whole = judge(plan, checks, subjects, store.read);
    const judged = new Set(
      checks.filter(({ value }) => needsOf(value).every((name) => seen.has(name))).map(({ id }) => id),
    );
    const verdicts = whole.filter(({ check }) => judged.has(check));
    const threw = verdicts.flatMap(({ check, harnessError }) =>
      harnessError ? [`${check}: ${harnessError}`] : [],
    );
    return {
      verdicts,
      read: store.read,
      harnessErrors: [...probing, ...walking.flat(), ...threw],
      shots,
    };
  } finally {
    await doors.close();
    await federation.close();
  }
};
