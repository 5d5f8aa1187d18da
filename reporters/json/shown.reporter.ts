import { defineReporter, type Report } from "../../core/report.ts";
import { maskPersonal } from "../words/mask.ts";
import { wordsOf } from "../words/story.ts";

/** The verdicts as they may be shown to others, personal data masked, with the words of their checks. */
const tell = (report: Report): string => {
  const { readiness, excused = [] } = maskPersonal(report);
  const checks = Object.fromEntries(
    readiness.verdicts.map((verdict) => [verdict.check, wordsOf(report, verdict)]),
  );
  return `${JSON.stringify({ verdicts: readiness.verdicts, reasons: readiness.reasons, checks, excused })}\n`;
};

/** Read by the Vitest project "gates", which has no way to load the checks themselves. */
export default defineReporter({ file: "shown.json", tell });
