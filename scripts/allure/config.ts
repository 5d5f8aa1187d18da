import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readiness } from "../../core/verdict.ts";
import { STANDINGS } from "../../reporters/vitest/standing.ts";

/** Allure results of one spoke's run. */
export interface AllureRun {
  /** folder of the results */
  readonly results: string;
  readonly spoke: string;
  readonly target: string;
  readonly decision: string;
  readonly run: string;
  readonly ruleset: string;
  /** the federation was made wrong on purpose, or only a part was looked at: no night to be compared with */
  readonly aside: boolean;
}

const readRun = (folder: string): AllureRun[] => {
  const [results, file] = [join(folder, "allure-results"), join(folder, "readiness.json")];
  if (!existsSync(results) || !existsSync(file)) return [];
  const readiness = JSON.parse(readFileSync(file, "utf8")) as Readiness;
  const { spoke, target, decision, run, ruleset, faults = [], world = "healthy", scope } = readiness;
  const aside = faults.length > 0 || world !== "healthy" || scope.partial;
  return [{ results, spoke, target, decision: decision ?? "a part only", run, ruleset, aside }];
};

/** The results in a run folder: its own, or those of every spoke in a run of several. */
export const runsOfAllure = (runDir: string): readonly AllureRun[] => {
  const own = readRun(runDir);
  if (own.length > 0) return own;
  return readdirSync(runDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readRun(join(runDir, name)));
};

const nameOf = (runs: readonly AllureRun[]): string => {
  const [first] = runs;
  if (!first) return "Cargo identity gates";
  if (runs.length === 1) return `${first.decision}: ${first.spoke} on ${first.target}`;
  const goes = runs.filter(({ decision }) => decision === "GO").length;
  return `${goes} of ${runs.length} spokes GO on ${first.target}`;
};

/** Settings of Allure 3 for these runs: gates as suites, what keeps them shut as categories, one history a target. */
export const allureConfig = (runs: readonly AllureRun[], output: string, historyPath: string): object => {
  const [first] = runs;
  return {
    name: nameOf(runs),
    output,
    historyPath,
    // A night that was made wrong on purpose is shown, and is nobody's history.
    appendHistory: runs.every(({ aside }) => !aside),
    variables: {
      Spoke: runs.map(({ spoke }) => spoke).join(", "),
      Target: first?.target ?? "",
      Decision: runs.map(({ spoke, decision }) => `${spoke}: ${decision}`).join(", "),
      Run: runs.map(({ run }) => run).join(", "),
      Ruleset: first?.ruleset ?? "",
    },
    categories: STANDINGS.map((name) => ({
      name,
      matchers: { labels: { standing: name } },
      groupByMessage: false,
    })),
    // Where and how it was shown says nothing about the spoke.
    hideLabels: ["framework", "language", "host", "thread", "package"],
    plugins: {
      awesome: {
        options: {
          reportName: nameOf(runs),
          groupBy: ["parentSuite", "suite"],
          reportLanguage: "en",
          theme: "auto",
        },
      },
    },
  };
};
