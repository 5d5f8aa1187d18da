import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import ctrf from "../../reporters/ctrf/ctrf.reporter.ts";
import annotations from "../../reporters/github/annotations.reporter.ts";
import summary from "../../reporters/github/summary.reporter.ts";
import sarif from "../../reporters/sarif/sarif.reporter.ts";
import { hostileReport } from "./hostile.ts";
import { full } from "./sample-full.ts";
import { samples } from "./sample-reports.ts";
import { alice } from "./sample-subjects.ts";
import { sarifEssentials } from "./sarif-essentials.ts";

const all = { ...samples, full, hostile: hostileReport() };
const names = Object.keys(all) as (keyof typeof all)[];
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const validSarif = ajv.compile(sarifEssentials);

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: string;
  readonly level: string;
  readonly suppressions?: readonly object[];
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number };
    };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}
const resultsOf = (name: keyof typeof all): readonly Result[] =>
  JSON.parse(sarif.tell(all[name])).runs[0].results;

test.for(names)("%s: sarif.json is SARIF 2.1.0 and holds every verdict", (name) => {
  const document = JSON.parse(sarif.tell(all[name]));
  validSarif(document);
  expect(validSarif.errors).toBe(null);
  const [{ results, tool }] = document.runs;
  expect(results).toHaveLength(all[name].readiness.verdicts.length);
  for (const one of results as readonly Result[]) {
    expect(tool.driver.rules[one.ruleIndex].id).toBe(one.ruleId);
    // SARIF 3.27.10: whatever is no fail has no level
    if (one.kind !== "fail") expect(one.level).toBe("none");
  }
  const prints = results.map(({ partialFingerprints }: Result) => partialFingerprints["verdict/v1"]);
  expect(new Set(prints).size).toBe(prints.length);
});

test("a fail is an error, an unknown is open, what a person accepted is suppressed; nothing else is hidden", () => {
  for (const [index, verdict] of samples.noGo.readiness.verdicts.entries()) {
    const { kind, level } = resultsOf("noGo")[index] ?? {};
    const wanted = { pass: "pass", fail: "fail", unknown: "open", "not-applicable": "notApplicable" };
    expect(kind, verdict.check).toBe(wanted[verdict.outcome]);
    if (kind === "fail") expect(level).toBe(verdict.level === "required" ? "error" : "warning");
  }
  const hidden = resultsOf("waived").filter(({ suppressions }) => suppressions);
  expect(hidden.map(({ ruleId }) => ruleId)).toEqual(["endpoints/authorize-redirect-exact"]);
});

test("results stand at the line of spokes.yaml where their subject stands", () => {
  const lines = resultsOf("full").map(({ locations }) => locations[0]?.physicalLocation.region.startLine);
  expect(lines).toEqual(full.readiness.verdicts.map(({ spoke }) => full.settings?.lines[spoke]));
  expect(resultsOf("full")[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe("spokes.yaml");
});

test.for(names)("%s: annotations are workflow commands, one a line, ten of a kind at most", (name) => {
  const lines = annotations.tell(all[name]).trimEnd().split("\n");
  for (const line of lines) {
    expect(line).toMatch(/^::(error|warning|notice) file=[^,:]+,line=\d+,title=[^,:]+::./u);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
  }
  for (const kind of ["error", "warning"]) {
    expect(lines.filter((line) => line.startsWith(`::${kind} `)).length).toBeLessThanOrEqual(10);
  }
});

test("the first annotation is the decision; a GO has no error, an UNKNOWN is never only a notice", () => {
  const first = (name: keyof typeof all) => annotations.tell(all[name]).split("\n")[0];
  expect(first("go")).toMatch(/^::notice .*title=GO%3A CargoWorks AI is ready/);
  expect(first("noGo")).toMatch(/^::error .*title=NO-GO/);
  expect(first("notKnown")).toMatch(/^::warning .*title=UNKNOWN/);
  expect(annotations.tell(samples.go)).not.toMatch(/^::(error|warning)/m);
  expect(annotations.tell(full)).toContain("file=spokes.yaml,line=142,");
});

test.for(names)("%s: the step summary fits on a screen", (name) => {
  const text = summary.tell(all[name]);
  expect(text.split("\n").length).toBeLessThan(30);
  expect(text.length).toBeLessThan(8_000);
});

test("the step summary of a NO-GO says what blocks, with expected and actual", () => {
  const text = summary.tell(samples.noGo);
  expect(text).toContain("NO-GO: CargoWorks AI must not be cut over.");
  expect(text).toMatch(/\| The two hosts name different issuers .*auth\/v1"` \| .*auth\/v1\/"` \|/);
  expect(summary.tell(samples.go)).not.toContain("What blocks");
});

test.for(names)(
  "%s: ctrf.json counts what stands in it, and an unknown is neither passed nor skipped",
  (name) => {
    const { results } = JSON.parse(ctrf.tell(all[name]));
    const { tests, passed, failed, pending, skipped, other } = results.summary;
    expect(passed + failed + pending + skipped + other).toBe(tests);
    for (const [index, verdict] of all[name].readiness.verdicts.entries()) {
      const { status, rawStatus } = results.tests[index];
      expect(rawStatus).toBe(verdict.outcome);
      expect(status === "passed").toBe(verdict.outcome === "pass");
    }
  },
);

test("nothing for machines holds the test users' personal data, or a megabyte of anything", () => {
  for (const reporter of [sarif, annotations, summary, ctrf]) {
    const text = reporter.tell(all.hostile);
    expect(text.toLowerCase()).not.toContain(alice.email.toLowerCase());
    expect(text.length, reporter.file).toBeLessThan(1_000_000);
  }
});
