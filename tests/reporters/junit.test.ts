import { expect, test } from "vitest";
import reporter from "../../reporters/junit/junit.reporter.ts";
import { samples } from "./sample-reports.ts";

const caseOf = (xml: string, check: string): string =>
  new RegExp(`<testcase [^>]*name="${check}"[\\s\\S]*?</testcase>`).exec(xml)?.[0] ?? "";

test.for(Object.keys(samples) as (keyof typeof samples)[])(
  "%s: one test case a verdict, and the counts say what stands there",
  (name) => {
    const xml = reporter.tell(samples[name]);
    const count = (element: string) => xml.match(new RegExp(`<${element}[ >/]`, "g"))?.length ?? 0;
    const root = /<testsuites [^>]*>/.exec(xml)?.[0] ?? "";
    expect(count("testcase")).toBe(samples[name].readiness.verdicts.length);
    for (const [attribute, element] of [
      ["tests", "testcase"],
      ["failures", "failure"],
      ["errors", "error"],
      ["skipped", "skipped"],
    ] as const) {
      expect(root, attribute).toContain(` ${attribute}="${count(element)}"`);
    }
  },
);

test("an unknown is an error, a fail a failure; neither is ever green", () => {
  const xml = reporter.tell(samples.noGo);
  for (const { check, level, outcome } of samples.noGo.readiness.verdicts) {
    const one = caseOf(xml, check);
    const shown = /<(failure|error|skipped) /.exec(one)?.[1] ?? "green";
    if (outcome === "pass") expect(shown, check).toBe("green");
    else if (outcome === "not-applicable" || level === "advisory") expect(shown, check).toBe("skipped");
    else expect(shown, check).toBe(outcome === "fail" ? "failure" : "error");
  }
});

test("what blocks nothing says what it found", () => {
  expect(caseOf(reporter.tell(samples.noGo), "endpoints/pkce-plain-not-advertised")).toContain(
    'message="advisory finding: PKCE plain is advertised"',
  );
  expect(caseOf(reporter.tell(samples.waived), "endpoints/authorize-redirect-exact")).toMatch(
    /<skipped message="waiver until 2026-12-31 by identity team: /,
  );
});
