import { createHash } from "node:crypto";
import { referenceOf } from "../../core/references.ts";
import { type CheckWords, defineReporter, type Report } from "../../core/report.ts";
import type { Verdict } from "../../core/verdict.ts";
import { excusedBy } from "../words/excused.ts";
import { maskPersonal } from "../words/mask.ts";
import { gist, plainFacts } from "../words/plain.ts";
import { sentenceOf, wordsOf } from "../words/story.ts";
import { clean, cut, oneLine } from "../words/text.ts";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

const text = (said: string, most = 4_000) => clean(cut(said, most));

const rule = ({ id, level, title, failureTitle, why, remedy, sources, threat }: CheckWords) => {
  const links = [...sources, ...threat].map((code) => referenceOf(code)?.url);
  const helpUri = links.find((url) => url !== undefined);
  const help = [title, why, remedy && `What to do: ${remedy}`].filter(Boolean).join("\n\n");
  return {
    id,
    shortDescription: { text: text(failureTitle) },
    fullDescription: { text: text(why || title) },
    help: { text: text(help) },
    ...(helpUri && { helpUri }),
    defaultConfiguration: { level: level === "required" ? "error" : "warning" },
    properties: { tags: ["security", level, ...sources, ...threat] },
  };
};

/**
 * A demonstrated no is a `fail`. An unknown is `open`, which SARIF has for "not enough information to decide"; such a
 * result must have the level `none`. A pass is `pass`, so that a consumer sees what was looked at.
 */
const kindOf = ({ outcome, level }: Verdict): { kind: string; level: string } => {
  if (outcome === "fail") return { kind: "fail", level: level === "required" ? "error" : "warning" };
  const kind = outcome === "unknown" ? "open" : outcome === "pass" ? "pass" : "notApplicable";
  return { kind, level: "none" };
};

/** Line of the subject in spokes.yaml: the one file of the reader's own that every verdict is about. */
const location = ({ settings }: Report, spoke: string) => ({
  physicalLocation: {
    artifactLocation: { uri: encodeURI(settings?.file ?? "spokes.yaml"), uriBaseId: "%SRCROOT%" },
    region: { startLine: settings?.lines[spoke] ?? 1 },
  },
});

const result = (report: Report, index: ReadonlyMap<string, number>, verdict: Verdict) => {
  const { target } = report.readiness;
  const words = wordsOf(report, verdict);
  const excused = excusedBy(report, verdict);
  const identity = `${target}/${verdict.spoke}/${verdict.check}`;
  const facts = verdict.outcome === "pass" ? "" : plainFacts(verdict, words);
  const said = verdict.outcome === "pass" ? sentenceOf(report, verdict) : oneLine(gist(verdict, words));
  return {
    ruleId: verdict.check,
    ruleIndex: index.get(verdict.check) ?? -1,
    ...kindOf(verdict),
    message: { text: text([said, facts].filter(Boolean).join("\n\n")) },
    locations: [
      {
        ...location(report, verdict.spoke),
        logicalLocations: [{ name: verdict.spoke, fullyQualifiedName: `${target}/${verdict.spoke}` }],
      },
    ],
    partialFingerprints: { "verdict/v1": createHash("sha256").update(identity).digest("hex") },
    ...(excused && {
      suppressions: [
        {
          kind: "external",
          status: "accepted",
          justification: text(
            `${excused.by} until ${excused.until} by ${excused.owner}: ${excused.reason} (${excused.link})`,
          ),
        },
      ],
    }),
    properties: { gate: verdict.gate, outcome: verdict.outcome, target: text(target, 200) },
  };
};

const date = (iso: string): string | undefined =>
  Number.isNaN(Date.parse(iso)) ? undefined : new Date(iso).toISOString();

const tell = (shown: Report): string => {
  const report = maskPersonal(shown);
  const { verdicts, harnessErrors, harness, startedAt, decidedAt, exitCode, decision } = report.readiness;
  const ids = [...new Set(verdicts.map(({ check }) => check))];
  const index = new Map(ids.map((id, at) => [id, at]));
  const rules = ids.map((id) => {
    const verdict = verdicts.find(({ check }) => check === id);
    return rule(wordsOf(report, { check: id, level: verdict?.level ?? "required" }));
  });
  const [started, ended] = [date(startedAt), date(decidedAt)];
  const run = {
    tool: {
      driver: {
        name: "cargo-identity-gates",
        version: harness.version,
        rules,
      },
    },
    originalUriBaseIds: { "%SRCROOT%": { description: { text: "The folder the run was started in." } } },
    invocations: [
      {
        executionSuccessful: harnessErrors.length === 0,
        exitCode,
        ...(started && { startTimeUtc: started }),
        ...(ended && { endTimeUtc: ended }),
        toolExecutionNotifications: harnessErrors.map((error) => ({
          level: "error",
          message: { text: text(error.split("\n")[0] ?? "", 500) },
        })),
      },
    ],
    results: verdicts.map((verdict) => result(report, index, verdict)),
    columnKind: "utf16CodeUnits",
    properties: { decision, ruleset: text(report.readiness.ruleset, 100) },
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, null, 1)}\n`;
};

/** For code scanning: every verdict, at the line of spokes.yaml that it is about. */
export default defineReporter({ file: "sarif.json", tell });
