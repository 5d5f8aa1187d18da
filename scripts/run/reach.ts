import { readFileSync } from "node:fs";
import type { Reach } from "../../core/doors.ts";
import type { SpokesFile } from "../../core/spokes/schema.ts";
import { declaredHosts } from "../../core/spokes/subjects.ts";
import { ROOT } from "../paths.ts";
import { UsageError } from "../usage-error.ts";

const { version } = JSON.parse(readFileSync(`${ROOT}/package.json`, "utf8")) as { version: string };
export const HARNESS_VERSION = version;

const readCa = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`ca_file ${file} cannot be read: ${(error as Error).message}`);
  }
};

/** How this run reaches its target: what spokes.yaml says, and on top of it what an embedded federation adds. */
export const reachOf = (
  file: SpokesFile,
  targetName: string,
  runId: string,
  relativeTo: (path: string) => string,
  embedded?: { readonly resolve: Readonly<Record<string, string>>; readonly ca: string },
): Reach => {
  const target = file.targets[targetName];
  if (!target) throw new Error(`no target ${targetName}`);
  const ca = target.ca_file === undefined ? [] : [readCa(relativeTo(target.ca_file))];
  if (embedded) ca.push(embedded.ca);
  const withPort = Object.entries(target.resolve).map(([name, to]) => [
    /:\d+$/.test(name) ? name : `${name}:443`,
    to,
  ]);
  return {
    resolve: { ...embedded?.resolve, ...Object.fromEntries(withPort) },
    ca: ca.length > 0 ? ca.join("\n") : undefined,
    declared: declaredHosts(file),
    timeoutMs: target.timeout_ms,
    requestsPerHost: target.requests_per_host,
    agent: `cargo-identity-gates/${version} (run ${runId})`,
  };
};
