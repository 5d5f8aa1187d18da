import { defineReporter, type Report } from "../../core/report.ts";
import { GATES, type Verdict } from "../../core/verdict.ts";
import { excusedBy } from "../words/excused.ts";
import { maskPersonal } from "../words/mask.ts";
import { gist, plainFacts } from "../words/plain.ts";
import { wordsOf } from "../words/story.ts";
import { cut, oneLine } from "../words/text.ts";

/** CTRF has no word for "could not be decided": `other` is neither passed nor skipped, and is counted apart. */
const statusOf = (report: Report, verdict: Verdict): "passed" | "failed" | "skipped" | "other" => {
  if (verdict.outcome === "pass") return "passed";
  if (verdict.outcome === "not-applicable" || verdict.level === "advisory" || excusedBy(report, verdict))
    return "skipped";
  return verdict.outcome === "fail" ? "failed" : "other";
};

const tell = (shown: Report): string => {
  const report = maskPersonal(shown);
  const { verdicts, startedAt, decidedAt, spoke, target, decision, harness } = report.readiness;
  const ms = (iso: string) => Date.parse(iso) || 0;
  const tests = verdicts.map((verdict) => {
    const words = wordsOf(report, verdict);
    const quiet = verdict.outcome === "pass";
    return {
      name: verdict.check,
      status: statusOf(report, verdict),
      duration: 0,
      suite: [`Gate ${verdict.gate}: ${GATES[verdict.gate - 1]?.name ?? ""}`, verdict.spoke],
      ...(!quiet && { message: oneLine(cut(gist(verdict, words), 500)), trace: plainFacts(verdict, words) }),
      rawStatus: verdict.outcome,
      tags: [verdict.level, ...words.sources, ...words.threat],
    };
  });
  const count = (status: string) => tests.filter((one) => one.status === status).length;
  const document = {
    reportFormat: "CTRF",
    specVersion: "0.0.0",
    results: {
      tool: { name: "cargo-identity-gates", version: harness.version },
      summary: {
        tests: tests.length,
        passed: count("passed"),
        failed: count("failed"),
        pending: 0,
        skipped: count("skipped"),
        other: count("other"),
        start: ms(startedAt),
        stop: ms(decidedAt),
      },
      tests,
      environment: { testEnvironment: cut(oneLine(target), 100), extra: { spoke, decision } },
    },
  };
  return `${JSON.stringify(document, null, 1)}\n`;
};

/** Common Test Report Format, for dashboards that read it. */
export default defineReporter({ file: "ctrf.json", tell });
