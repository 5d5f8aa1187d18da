import { createTaint } from "../../core/redact.ts";
import { type OpenDoors, openDoors } from "../../probes/http/doors.ts";
import { inboundOf } from "./inbound.ts";
import { localSecrets } from "./local-secrets.ts";
import { reachOf } from "./reach.ts";
import type { Settings } from "./settings.ts";

/** What a command that is no run needs to look at a target once. */
export interface Looking {
  readonly settings: Settings;
  readonly target: string;
  /** what is done, for the User-Agent, e.g. "config" */
  readonly doing: string;
  /** whom the embedded federation is about, where the target has one */
  readonly spoke: string;
  readonly timeoutMs: number;
}

/** Opens the target's doors, its embedded federation included, for the length of `work`. */
export const withTarget = async <T>(
  { settings, target, doing, spoke, timeoutMs }: Looking,
  work: (doors: OpenDoors) => Promise<T>,
): Promise<T> => {
  const { file, contract, secret, relative } = settings;
  const embedded = file.targets[target]?.embedded ?? false;
  if (embedded) localSecrets(settings, settings.subjects(target));
  const federation = embedded
    ? await (await import("../../fixtures/federation/start.ts")).startFederation({
        file,
        contract,
        target,
        spoke,
        secret,
        faults: [],
      })
    : undefined;
  const reach = reachOf(file, target, doing, relative, federation);
  const inbound = inboundOf(file.targets[target], relative, federation, reach);
  const doors = openDoors({
    reach: { ...reach, timeoutMs: Math.min(reach.timeoutMs, timeoutMs) },
    env: process.env,
    taint: createTaint(),
    say: () => {},
    ...(inbound && { inbound }),
  });
  try {
    return await work(doors);
  } finally {
    await doors.close();
    await inbound?.close();
    await federation?.close();
  }
};
