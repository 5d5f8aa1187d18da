import { randomBytes } from "node:crypto";
import type { Fault } from "../../core/fault.ts";
import { gather } from "../../core/gather.ts";
import { judge } from "../../core/judge.ts";
import { makePlan, type Plan } from "../../core/plan.ts";
import { createTaint } from "../../core/redact.ts";
import { secretRefs } from "../../core/spokes/subjects.ts";
import { memoryStore, type Reader } from "../../core/store.ts";
import type { Verdict } from "../../core/verdict.ts";
import { startFederation } from "../../fixtures/federation/start.ts";
import { createTrust } from "../../fixtures/federation/trust.ts";
import type { World } from "../../fixtures/federation/world.ts";
import { openDoors } from "../../probes/http/doors.ts";
import { reachOf } from "../../scripts/run/reach.ts";
import { readSettings } from "../../scripts/run/settings.ts";
import { openToolbox, type Toolbox } from "../../scripts/run/toolbox.ts";

export interface Tried {
  readonly plan: Plan;
  readonly verdicts: readonly Verdict[];
  readonly harnessErrors: readonly string[];
  readonly read: Reader;
}

const TARGET = "local";

/** Settings, certificates and keys are the same for every world of a process; only the federation is fresh. */
const prepare = async () => {
  const settings = readSettings(undefined);
  const all = settings.subjects(TARGET);
  for (const { name } of secretRefs(settings.file, settings.contract, all)) {
    process.env[name] ??= `test-${randomBytes(18).toString("base64url")}`;
  }
  const [toolbox, trust] = await Promise.all([openToolbox(), createTrust()]);
  return { settings, all, toolbox, trust };
};
let prepared: ReturnType<typeof prepare> | undefined;
export const bench = (): ReturnType<typeof prepare> => {
  prepared ??= prepare();
  return prepared;
};

/** Gathers by HTTP in a fresh federation with these faults, and judges. Checks that rest on a browser are left out. */
export const tryWorld = async (faults: readonly Fault<World>[], spoke = "cargoworks-ai"): Promise<Tried> => {
  const { settings, all, toolbox, trust } = await bench();
  const subjects = all.filter(({ id, kind }) => id === spoke || kind === "hub");
  const plan = makePlan(subjects, overHttp(toolbox), toolbox, { gates: [], checks: [] });
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
  const reach = reachOf(settings.file, TARGET, "test", settings.relative, federation);
  const doors = openDoors({ reach, env: process.env, taint, say: () => {} });
  try {
    const harnessErrors = await gather({
      tasks: plan.gather,
      probes: toolbox.probes,
      subjects,
      doors,
      sink: store,
      read: store.read,
      now: () => new Date(),
    });
    return {
      plan,
      verdicts: judge(plan, toolbox.checks, subjects, store.read),
      harnessErrors,
      read: store.read,
    };
  } finally {
    await doors.close();
    await federation.close();
  }
};

/** Checks whose evidence comes from probes alone. */
const overHttp = ({ checks, probes }: Toolbox): Toolbox["checks"] => {
  const reachable = new Set(probes.flatMap(({ value }) => value.produces));
  return checks.filter(({ value }) =>
    [...value.needs, ...(value.control?.needs ?? [])].every((name) => reachable.has(name)),
  );
};
