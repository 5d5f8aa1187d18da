import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { listRuns } from "../runs/find.ts";

/** Requests by host, as a run made them over HTTP. */
export interface Counted {
  readonly run: string;
  readonly target: string;
  readonly hosts: readonly (readonly [host: string, requests: number])[];
}

const hostsIn = (har: string): Counted["hosts"] => {
  const { log } = JSON.parse(har) as { log: { entries: readonly { request: { url: string } }[] } };
  const counts = new Map<string, number>();
  for (const { request } of log.entries) {
    const host = URL.parse(request.url)?.host;
    if (host !== undefined) counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
};

/** The newest run of a spoke that left its exchanges: on this target if there is one, else on any. */
export const lastCount = (folder: string, spoke: string, target: string): Counted | undefined => {
  const runs = listRuns(folder)
    .map((run) => ({ record: run.record, har: join(run.folder, spoke, "exchanges.har") }))
    .filter(({ har }) => existsSync(har));
  const found = runs.find(({ record }) => record.target === target) ?? runs[0];
  if (!found) return undefined;
  try {
    const hosts = hostsIn(readFileSync(found.har, "utf8"));
    return { run: found.record.run, target: found.record.target, hosts };
  } catch {
    return undefined; // a run that was cut short
  }
};
