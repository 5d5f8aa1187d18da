import { readFileSync } from "node:fs";
import { join } from "node:path";
import { discover } from "../../core/discover.ts";
import type { Found } from "../../core/envelope.ts";
import { NAMES, type Name } from "../../core/evidence/index.ts";
import { readExcuses } from "../../core/excuses.ts";
import { placeOf } from "../../core/plan.ts";
import { type DecisionFacts, decideReadiness, gateStatus, gatesFor, settle } from "../../core/readiness.ts";
import type { Report, Reporter } from "../../core/report.ts";
import type { Reader } from "../../core/store.ts";
import type { Readiness } from "../../core/verdict.ts";
import { writeWhole } from "../../probes/evidence/disk-store.ts";
import { reasonsOf } from "../../reporters/words/reasons.ts";
import { ROOT } from "../paths.ts";
import type { Gathered, RunPlace } from "./execute.ts";
import type { Prepared } from "./prepare.ts";
import { HARNESS_VERSION } from "./reach.ts";
import { RULESET } from "./ruleset.ts";
import { wordsOf } from "./toolbox.ts";

/** Hours that evidence may be old when it is decided on (catalogue: readiness/evidence-fresh). */
const FRESH_HOURS = 24;

const isPilot = (prepared: Prepared) => prepared.spoke.kind === "client" && prepared.spoke.spoke.pilot;

const factsOf = (prepared: Prepared, gathered: Gathered, now: Date): DecisionFacts => {
  const { plan, settings, options, spoke, toolbox } = prepared;
  const checks = new Map(toolbox.checks.map(({ id, value }) => [id, value]));
  const pauses = new Set(toolbox.checks.flatMap(({ id, value }) => (value.pauses ? [id] : [])));
  const excuses = readExcuses(settings.file, options.target, pauses, now);
  const settled = settle(plan, gathered.verdicts, excuses);
  const pilot = settings.file.spokes.find((one) => one.kind === "client" && one.pilot);
  return {
    spoke: { id: spoke.id, kind: spoke.kind, pilot: isPilot(prepared) },
    target: options.target,
    gates: gatesFor(spoke.kind).map((gate) => gateStatus(gate, settled, checks)),
    settled,
    excuses,
    now,
    freshHours: FRESH_HOURS,
    settings: { judged: settings.digest, now: settings.digestNow() },
    pilot: pilot && { id: pilot.id },
  };
};

/** Gate 4 and everything that is said about the run, as data. */
export const decideRun = (prepared: Prepared, gathered: Gathered, place: RunPlace): Readiness => {
  const { options, settings, spoke, toolbox } = prepared;
  const now = new Date();
  const facts = factsOf(prepared, gathered, now);
  const partial = options.gates.length > 0 || options.checks.length > 0;
  const gatesAsked = partial ? [...new Set(prepared.plan.rows.map(({ gate }) => gate))].sort() : [];
  const { decision, exitCode, gates, fourth } = decideReadiness(
    facts,
    toolbox.obligations,
    partial ? { gates: gatesAsked } : undefined,
    gathered.harnessErrors.length,
  );
  const said = {
    schema: "cargo-gates/readiness/1" as const,
    run: place.runId,
    spoke: spoke.id,
    target: options.target,
    decision,
    exitCode,
    scope: { partial, gates: options.gates, checks: options.checks },
    gates,
    verdicts: [...gathered.verdicts, ...fourth],
    harnessErrors: gathered.harnessErrors,
    startedAt: place.startedAt.toISOString(),
    decidedAt: now.toISOString(),
    ruleset: RULESET,
    harness: { version: HARNESS_VERSION, node: process.version },
    contract: { version: settings.contract.version, digest: settings.contract.digest },
    settingsDigest: settings.digest,
  };
  return { ...said, reasons: reasonsOf(said, wordsOf(toolbox)) };
};

const evidenceOf = (prepared: Prepared, read: Reader): Report["evidence"] =>
  Object.fromEntries(
    prepared.subjects.map(({ id }) => {
      const own = NAMES.filter((name) => placeOf(name, id) === id);
      const found = own.flatMap((name): [Name, Found][] => {
        const one = read(id, name);
        return one ? [[name, one]] : [];
      });
      return [id, Object.fromEntries(found)];
    }),
  );

/** Screenshots that journeys left, with the pictures in them so that a report in one file can show them. */
const screenshotsOf = (runDir: string, spoke: string): Report["screenshots"] => {
  const folder = join(runDir, spoke, "journeys");
  let index: { path: string; caption: string }[];
  try {
    index = JSON.parse(readFileSync(join(folder, "screenshots.json"), "utf8"));
  } catch {
    return [];
  }
  return index.map(({ path, caption }) => ({
    path,
    caption,
    data: `data:image/png;base64,${readFileSync(join(runDir, path)).toString("base64")}`,
  }));
};

/** Writes readiness.json and every report; returns what the console will tell. */
export const writeReports = async (
  prepared: Prepared,
  readiness: Readiness,
  read: Reader,
  place: RunPlace,
  scrub: (text: string) => string,
): Promise<Report> => {
  const report: Report = {
    readiness,
    checks: wordsOf(prepared.toolbox),
    subjects: prepared.subjects,
    evidence: evidenceOf(prepared, read),
    screenshots: screenshotsOf(place.runDir, prepared.spoke.id),
  };
  const reporters = await discover<Reporter>(join(ROOT, "reporters"), "reporter");
  for (const { value } of reporters) {
    writeWhole(join(place.runDir, prepared.spoke.id, value.file), scrub(value.tell(report)));
  }
  return report;
};
