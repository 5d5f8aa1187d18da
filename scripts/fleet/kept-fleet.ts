import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Readiness } from "../../core/verdict.ts";
import { type FleetReadiness, fleetShape } from "../../reporters/fleet/fleet-readiness.ts";
import { readinessShape } from "../../reporters/readiness.ts";

const parsed = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
};

/** The decision about several spokes, and each spoke's own where it lies beside it. */
export interface KeptFleet {
  readonly fleet: FleetReadiness;
  readonly readinessOf: (spoke: string) => Readiness | undefined;
}

/** Reads the folder of a run of several spokes, or its readiness.json alone; undefined when it is neither. */
export const keptFleet = (path: string): KeptFleet | undefined => {
  if (!existsSync(path)) return undefined;
  const file = statSync(path).isDirectory() ? join(path, "readiness.json") : path;
  const found = existsSync(file) ? fleetShape.safeParse(parsed(file)) : undefined;
  if (!found?.success) return undefined;
  const fleet = found.data;
  return {
    fleet,
    readinessOf: (spoke) => {
      const own = fleet.spokes.find((one) => one.spoke === spoke)?.readiness;
      if (own === undefined) return undefined;
      const read = readinessShape.safeParse(parsed(join(dirname(file), own)));
      return read.success ? read.data : undefined;
    },
  };
};
