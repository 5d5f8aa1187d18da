import { z } from "zod";
import { link, text } from "./spokes/shapes.ts";

/**
 * What systems that other people made are known to do, against the checks: expectations as data, and the verdicts that
 * were recorded on them. Nothing here excuses a fail; it says whether a verdict is the one that was expected.
 */
const outcome = z.enum(["pass", "fail", "unknown", "not-applicable"]);
export type Seen = z.infer<typeof outcome>;

const pattern = z
  .string()
  .regex(/^[a-z0-9-]*(\*[a-z0-9-]*){0,2}$/, "the id of a system, with * for any part of it");

const system = z.strictObject({
  title: text.describe("What it is, in a line."),
  about: text.describe("Version, how it was run, which settings of its own matter."),
});

const deviation = z.strictObject({
  checks: z.array(text).min(1, "at least one check"),
  systems: z.array(pattern).min(1, "at least one system"),
  of: z.enum(["hub", "spoke"]).optional().describe("Whose row it is, where both have one."),
  outcome: outcome.exclude(["pass"]).default("fail"),
  why: text.describe("The fact behind it."),
  issue: link.optional().describe("Upstream, where somebody filed it."),
});

export const expectations = z.strictObject({
  systems: z.record(z.string().regex(/^[a-z0-9-]+$/), system),
  deviations: z.array(deviation),
});
export type Expectations = z.infer<typeof expectations>;
export type Deviation = Expectations["deviations"][number];

/** Verdicts of one run on one system, by row: the check's id, "hub " before it where it is the hub's. */
const recordedRun = z.strictObject({
  run: z.string(),
  on: z.string().describe("Day of the run."),
  ruleset: z.string(),
  decision: z.string().nullable(),
  rows: z.record(z.string(), outcome),
});
export type RecordedRun = z.infer<typeof recordedRun>;
export const recorded = z.record(z.string(), recordedRun);
export type Recorded = z.infer<typeof recorded>;

export const rowName = (check: string, spoke: string): string => (spoke === "hub" ? `hub ${check}` : check);

const names = (wanted: string, id: string): boolean =>
  new RegExp(`^${wanted.replaceAll("*", ".*")}$`).test(id);

/** What is known of a row on a system; undefined where it must pass. */
export const deviationOf = (
  { deviations }: Expectations,
  system: string,
  row: string,
): Deviation | undefined => {
  const hub = row.startsWith("hub ");
  const check = hub ? row.slice("hub ".length) : row;
  return deviations.find(
    ({ checks, systems, of }) =>
      checks.includes(check) &&
      systems.some((one) => names(one, system)) &&
      (of === undefined || (of === "hub") === hub),
  );
};

/**
 * as expected; fixed upstream: a known deviation is gone, its entry must go too; otherwise: a verdict that nobody
 * expected. A row that does not apply, by its settings, needs no entry.
 */
export type Standing = "as expected" | "fixed upstream" | "otherwise";
export const standingOf = (known: Deviation | undefined, seen: Seen): Standing => {
  if (known === undefined) return seen === "pass" || seen === "not-applicable" ? "as expected" : "otherwise";
  if (known.outcome === seen) return "as expected";
  return known.outcome === "fail" && seen === "pass" ? "fixed upstream" : "otherwise";
};

/** For a run on a system that is known: which of its known deviations are gone. */
export const fixedUpstream = (
  known: Expectations,
  system: string,
  verdicts: readonly { readonly check: string; readonly spoke: string; readonly outcome: Seen }[],
): string[] =>
  verdicts.flatMap(({ check, spoke, outcome: seen }) => {
    const found = deviationOf(known, system, rowName(check, spoke));
    if (found === undefined || standingOf(found, seen) !== "fixed upstream") return [];
    const where = found.issue === undefined ? "" : ` (${found.issue})`;
    return [`${check} passes here: fixed upstream, drop the exception from agreement/expected.yaml${where}`];
  });
