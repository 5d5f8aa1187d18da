import { defineReporter, type Report } from "../../core/report.ts";
import { maskPersonal } from "../words/mask.ts";
import { wordsOf } from "../words/story.ts";
import { clean, cut, showValue } from "../words/text.ts";

/** More than anybody reads of one piece, less than a browser chokes on. */
const LONGEST = 20_000;

/** Every piece of evidence, masked and cut, as text. */
const seenIn = (evidence: Report["evidence"]) =>
  Object.entries(evidence).flatMap(([spoke, pieces]) =>
    Object.entries(pieces).map(([name, found]) =>
      found.is === "seen"
        ? { evidence: name, spoke, seenAt: found.seenAt, value: showValue(found.value, "block", LONGEST) }
        : { evidence: name, spoke, because: clean(cut(found.because, 500)) },
    ),
  );

/** The verdicts as they may be shown to others, personal data masked, with the words of their checks and what they rest on. */
const tell = (report: Report): string => {
  const { readiness, excused = [], evidence } = maskPersonal(report);
  const checks = Object.fromEntries(
    readiness.verdicts.map((verdict) => [verdict.check, wordsOf(report, verdict)]),
  );
  const { verdicts, reasons } = readiness;
  return `${JSON.stringify({ verdicts, reasons, checks, excused, seen: seenIn(evidence) })}\n`;
};

/** Read by the Vitest project "gates", which has no way to load the checks themselves. */
export default defineReporter({ file: "shown.json", tell });
