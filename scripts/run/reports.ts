import { readFileSync } from "node:fs";
import { join } from "node:path";
import { discover } from "../../core/discover.ts";
import type { Found } from "../../core/envelope.ts";
import { NAMES, type Name } from "../../core/evidence/index.ts";
import { placeOf } from "../../core/plan.ts";
import type { Excused, Report, Reporter } from "../../core/report.ts";
import type { Reader } from "../../core/store.ts";
import type { Subject } from "../../core/subject.ts";
import type { Readiness } from "../../core/verdict.ts";
import { writeWhole } from "../../probes/evidence/disk-store.ts";
import { ROOT } from "../paths.ts";
import { driftsOf } from "../runs/drift.ts";
import { acceptedIn } from "./facts.ts";
import { reportFacts } from "./report-facts.ts";
import type { Settings } from "./settings.ts";
import { type Toolbox, wordsOf } from "./toolbox.ts";

const evidenceOf = (subjects: readonly Subject[], read: Reader): Report["evidence"] =>
  Object.fromEntries(
    subjects.map(({ id }) => {
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
  let index: { path: string; caption: string; hop?: number }[];
  try {
    index = JSON.parse(readFileSync(join(folder, "screenshots.json"), "utf8"));
  } catch {
    return [];
  }
  return index.map(({ path, caption, hop }) => ({
    path,
    caption,
    ...(hop !== undefined && { hop }),
    data: `data:image/png;base64,${readFileSync(join(runDir, path)).toString("base64")}`,
  }));
};

/** Everything that the reports of a run are told from. */
export interface Telling {
  readonly toolbox: Toolbox;
  readonly settings: Settings;
  readonly subjects: readonly Subject[];
  readonly readiness: Readiness;
  readonly read: Reader;
  /** where the run's screenshots are */
  readonly runDir: string;
  /** where the reports go */
  readonly outDir: string;
  readonly scrub: (text: string) => string;
  /** personal data of the test users is not masked */
  readonly personal?: boolean;
}

const excusedOf = ({ readiness, ...telling }: Telling): Excused[] => {
  const { spoke, target, decidedAt } = readiness;
  const { excuses } = acceptedIn({ ...telling, spoke, target, now: new Date(decidedAt) });
  return readiness.verdicts.flatMap((verdict) => {
    const excuse = excuses.of(verdict);
    return excuse ? [{ spoke: verdict.spoke, check: verdict.check, ...excuse }] : [];
  });
};

/** Writes every report into `<outDir>/<spoke>/`; returns what the console will tell. */
export const writeReports = async (telling: Telling): Promise<Report> => {
  const { toolbox, settings, subjects, readiness, read, runDir, outDir, scrub } = telling;
  const spoke = subjects.find(({ id }) => id === readiness.spoke);
  const report: Report = {
    readiness,
    checks: wordsOf(toolbox),
    subjects,
    evidence: evidenceOf(subjects, read),
    screenshots: screenshotsOf(runDir, readiness.spoke),
    excused: excusedOf(telling),
    ...(telling.personal && { personal: true }),
    drift: spoke ? driftsOf(settings, readiness.target, spoke, { readiness, read }) : [],
    ...reportFacts(toolbox, settings, subjects, readiness.target),
  };
  const reporters = await discover<Reporter>(join(ROOT, "reporters"), "reporter");
  for (const { value } of reporters) {
    writeWhole(join(outDir, readiness.spoke, value.file), scrub(value.tell(report)));
  }
  return report;
};
