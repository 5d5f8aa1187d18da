import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CheckWords, Excused } from "../../core/report.ts";
import type { Readiness, Verdict } from "../../core/verdict.ts";

/** A piece of evidence under a verdict, fit to be shown to others. */
export interface Rested {
  readonly evidence: string;
  /** whose it is */
  readonly spoke: string;
  readonly seenAt?: string;
  /** why it was not seen */
  readonly because?: string;
  /** JSON, masked and cut; only under a verdict that is no pass */
  readonly value?: string;
}

/** One verdict as a test shows it: its outcome from verdicts.json, its words fit to be shown to others. */
export interface ShownVerdict {
  readonly verdict: Verdict;
  readonly words: CheckWords | undefined;
  readonly excused: Excused | undefined;
  readonly rests: readonly Rested[];
}

/** What a run folder says about one spoke. */
export interface ShownSpoke {
  readonly spoke: string;
  readonly readiness: Readiness | undefined;
  readonly reasons: readonly string[];
  readonly verdicts: readonly ShownVerdict[];
}

interface ShownFile {
  readonly verdicts: readonly Verdict[];
  readonly reasons: readonly string[];
  readonly checks: Readonly<Record<string, CheckWords>>;
  readonly excused: readonly Excused[];
  readonly seen: readonly Rested[];
}

const read = <T>(path: string): T | undefined =>
  existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as T) : undefined;

const same = (a: Verdict, b: Verdict) =>
  a.spoke === b.spoke && a.check === b.check && a.outcome === b.outcome;

/** Evidence in full only where something is to be understood: a pass needs no more than its date. */
const restsOf = (verdict: Verdict, shown: ShownFile | undefined): readonly Rested[] => {
  const needs = shown?.checks[verdict.check]?.needs ?? [];
  const full = verdict.outcome === "fail" || verdict.outcome === "unknown";
  return (shown?.seen ?? [])
    .filter((one) => needs.includes(one.evidence) && (one.spoke === verdict.spoke || one.spoke === "hub"))
    .map(({ value, ...rest }) => (full && value !== undefined ? { ...rest, value } : rest));
};

const readSpoke = (folder: string, spoke: string, seen: Set<string>): ShownSpoke => {
  const judged = read<readonly Verdict[]>(join(folder, "verdicts.json")) ?? [];
  const readiness = read<Readiness>(join(folder, "readiness.json"));
  const shown = read<ShownFile>(join(folder, "shown.json"));
  const all = [...judged, ...(readiness?.verdicts ?? [])];
  const once = all.filter(({ spoke, check }) => {
    const key = `${spoke} ${check}`;
    return !seen.has(key) && seen.add(key);
  });
  return {
    spoke,
    readiness,
    reasons: shown?.reasons ?? readiness?.reasons ?? [],
    verdicts: once.map(
      (verdict): ShownVerdict => ({
        // The outcome is the recorded one; only its words are taken from the masked copy, and only of the same outcome.
        verdict: shown?.verdicts.find((one) => same(one, verdict)) ?? verdict,
        words: shown?.checks[verdict.check],
        excused: shown?.excused.find((one) => one.spoke === verdict.spoke && one.check === verdict.check),
        rests: restsOf(verdict, shown),
      }),
    ),
  };
};

/** Every spoke of a run, a verdict of several folders once. Throws when a file cannot be read or there is none. */
export const readRun = (runDir: string): readonly ShownSpoke[] => {
  const seen = new Set<string>();
  const spokes = readdirSync(runDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(runDir, entry.name, "verdicts.json")))
    .map(({ name }) => readSpoke(join(runDir, name), name, seen));
  if (spokes.length === 0)
    throw new Error(`${runDir} holds no <spoke>/verdicts.json: is it the folder of a run?`);
  return spokes;
};
