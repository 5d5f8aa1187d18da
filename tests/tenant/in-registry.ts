import { gather } from "../../core/gather.ts";
import { judge } from "../../core/judge.ts";
import { makePlan } from "../../core/plan.ts";
import { createTaint } from "../../core/redact.ts";
import { memoryStore } from "../../core/store.ts";
import type { SubjectOf } from "../../core/subject.ts";
import type { Verdict } from "../../core/verdict.ts";
import { startFederation } from "../../fixtures/federation/start.ts";
import { type DoorsOptions, type OpenDoors, openDoors } from "../../probes/http/doors.ts";
import { reachOf } from "../../scripts/run/reach.ts";
import { bench } from "../support/try-world.ts";

export const SPOKE = "packages";

const { settings, all, toolbox, trust } = await bench();

/** The registry of spokes.yaml as it is judged on target local. */
export const registry = ((): SubjectOf<"tenant-api"> => {
  const found = all.find(({ id }) => id === SPOKE);
  if (found?.kind !== "tenant-api") throw new Error("spokes.yaml has no package registry");
  return found;
})();

export interface Inside {
  readonly open: (options?: Partial<DoorsOptions>) => OpenDoors;
  /** gathers all that these checks rest on, and judges them */
  readonly ask: (
    checks: readonly string[],
    how?: { readonly subject?: SubjectOf<"tenant-api">; readonly doors?: OpenDoors },
  ) => Promise<Verdict[]>;
}

/** One registry that stands while the work is done. */
export const inRegistry = async (work: (inside: Inside) => Promise<void>): Promise<void> => {
  const federation = await startFederation({
    file: settings.file,
    contract: settings.contract,
    target: "local",
    spoke: SPOKE,
    secret: settings.secret,
    trust,
  });
  const opened: OpenDoors[] = [];
  const open: Inside["open"] = (options = {}) => {
    const reach = {
      ...reachOf(settings.file, "local", "test", settings.relative, federation),
      timeoutMs: 8000,
    };
    const doors = openDoors({ reach, env: process.env, taint: createTaint(), say: () => {}, ...options });
    opened.push(doors);
    return doors;
  };
  try {
    await work({
      open,
      ask: async (checks, { subject = registry, doors = open() } = {}) => {
        const subjects = [subject];
        const plan = makePlan(subjects, toolbox.checks, toolbox, { gates: [], checks });
        const store = memoryStore((text) => text);
        const errors = await gather({
          tasks: plan.gather,
          probes: toolbox.probes,
          subjects,
          doors,
          sink: store,
          read: store.read,
          now: () => new Date(),
        });
        if (errors.length > 0) throw new Error(errors.join("\n"));
        return judge(plan, toolbox.checks, subjects, store.read);
      },
    });
  } finally {
    await Promise.all(opened.map((doors) => doors.close()));
    await federation.close();
  }
};

/** Names of what stands in a tenant, over REST, to the root token. */
export const namesAt = async (doors: OpenDoors, at: string): Promise<string[]> => {
  const root = doors.secret(registry.spoke.tokens.root ?? "");
  const lists = ["packages", "customers", "tokens", "collections", "team/tokens", "settings"];
  const seen = await Promise.all(
    lists.map((list) =>
      doors.http.send(`https://${at}.${registry.spoke.host}/api/v1/${list}`, {
        headers: { authorization: `Bearer ${root}` },
      }),
    ),
  );
  return seen.map(({ text }) => text.replaceAll(/"id":"\w+"/g, '"id":"-"'));
};
