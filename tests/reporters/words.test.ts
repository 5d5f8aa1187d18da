import { expect, test } from "vitest";
import { inlineDiff, lineDiff } from "../../reporters/words/diff.ts";
import { masker } from "../../reporters/words/mask.ts";
import { anchorOf, rootCauses, unknownGroups } from "../../reporters/words/story.ts";
import { between, clean, cut, showValue } from "../../reporters/words/text.ts";
import { reportOf } from "./sample.ts";
import { samples } from "./sample-reports.ts";
import { alice } from "./sample-subjects.ts";

test("a trailing slash is what the difference shows", () => {
  expect(inlineDiff("https://a/v1", "https://a/v1/")).toEqual({
    expected: [{ in: "both", text: "https://a/v1" }],
    actual: [
      { in: "both", text: "https://a/v1" },
      { in: "actual", text: "/" },
    ],
  });
  expect(
    inlineDiff("aa", "aaa")
      .actual.map(({ text }) => text)
      .join(""),
  ).toBe("aaa");
});

test("a line difference gives back both sides", () => {
  const runs = lineDiff("a\nb\nc", "a\nx\nc\nd") ?? [];
  const side = (only: string) =>
    runs.filter((run) => run.in === "both" || run.in === only).map(({ text }) => text);
  expect(side("expected")).toEqual(["a", "b", "c"]);
  expect(side("actual")).toEqual(["a", "x", "c", "d"]);
  expect(lineDiff("a\n".repeat(500), "b")).toBe(undefined);
});

test("values of different types never look alike, and nothing is not the word nothing", () => {
  const shown = [3600, "3600", null, "null", undefined, "(absent)", true, "true", [], "[]", ""].map((one) =>
    showValue(one),
  );
  expect(new Set(shown).size).toBe(shown.length);
});

test("a value that cannot be serialised is told, not thrown", () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  expect(showValue(circle)).toContain("cannot be shown");
  expect(showValue(10n)).toContain("cannot be shown");
});

test("cleaning is visible, idempotent and keeps lines; cutting halves no character", () => {
  const text = "\u001b[31m\u202ea\u0000\tb\r\nc\ud800";
  expect(clean(text)).toBe("\u241b[31m\\u202ea\u2400\tb\nc\ufffd");
  expect(clean(clean(text))).toBe(clean(text));
  expect(cut("a\u{1f600}b", 2)).toBe("a\u2026 (3 more characters)");
});

test("masking knows encoded and differently cased spellings, and leaves parts of other words alone", () => {
  const mask = masker([alice]);
  expect(mask("ALICE.OKAFOR@users.cargo.test")).toBe("\u2039email of alice\u203a");
  expect(mask("login_hint=alice.okafor%40users.cargo.test&x")).toBe(
    "login_hint=\u2039email of alice\u203a&x",
  );
  expect(mask("aokaforx and xaokafor")).toBe("aokaforx and xaokafor");
  expect(mask("aokafor")).toBe("\u2039username of alice\u203a");
});

test("unknowns lead back to their root, and a circle ends", () => {
  const blocked = (check: string) => ({
    outcome: "unknown" as const,
    because: "blocked",
    resolvedBy: check,
    cause: [{ check }],
  });
  const report = reportOf({
    decision: "UNKNOWN",
    states: [],
    reasons: [],
    said: {
      "claims/correct-for-user": blocked("claims/present-after-login"),
      "claims/present-after-login": blocked("provider/login-completes"),
      "provider/login-completes": {
        outcome: "unknown",
        because: "no browser",
        resolvedBy: "npx playwright install",
        cause: [{ evidence: "browser.login", because: "no browser" }],
      },
      "provider/same-tab": blocked("provider/one-button"),
      "provider/one-button": blocked("provider/same-tab"),
    },
  });
  const of = (check: string) => report.readiness.verdicts.find((one) => one.check === check) as never;
  expect(rootCauses(report, of("claims/correct-for-user"))).toEqual([
    { evidence: "browser.login", because: "no browser" },
  ]);
  expect(rootCauses(report, of("provider/same-tab"))).toEqual([{ check: "provider/same-tab" }]);
  expect(
    unknownGroups(report).map(({ resolvedBy, verdicts }) => [resolvedBy, verdicts.length]),
  ).toContainEqual(["npx playwright install", 1]);
});

test("a check of two subjects has a place for each, the spoke's own under the plain id", () => {
  const { readiness, ...rest } = reportOf({ decision: "GO", states: [], reasons: [] });
  const own = readiness.verdicts.find(({ check }) => check === "endpoints/callback-branded");
  if (!own) throw new Error("the sample has lost a check");
  const report = { ...rest, readiness: { ...readiness, verdicts: [{ ...own, spoke: "hub" }, own] } };
  expect(report.readiness.verdicts.map((one) => anchorOf(report, one))).toEqual([
    "endpoints/callback-branded@hub",
    "endpoints/callback-branded",
  ]);
});

test("durations are told in the unit a person would use", () => {
  const from = "2026-01-01T00:00:00.000Z";
  const told = [
    "2026-01-01T00:00:00.250Z",
    "2026-01-01T00:00:02.400Z",
    "2026-01-01T00:05:00Z",
    "2026-01-01T09:00:00Z",
    "2026-01-05T00:00:00Z",
    "nonsense",
  ].map((to) => between(from, to));
  expect(told).toEqual(["250 ms", "2.4 s", "5 min", "9 h", "4 days", undefined]);
});

test("an unknown that waited for a check which passes is settled by another run, not by what passed", () => {
  const { readiness } = samples.notKnown;
  const [first, ...rest] = readiness.verdicts;
  if (!first) throw new Error("the sample is empty");
  const waiting = {
    ...first,
    check: "claims/waiting",
    outcome: "unknown",
    resolvedBy: "provider/login-completes",
  };
  const with_ = (outcome: "pass" | "fail") => ({
    ...samples.notKnown,
    readiness: {
      ...readiness,
      verdicts: [
        waiting,
        ...rest.map((one) => (one.check === "provider/login-completes" ? { ...one, outcome } : one)),
      ] as typeof readiness.verdicts,
    },
  });
  const settles = (outcome: "pass" | "fail") =>
    unknownGroups(with_(outcome)).find(({ verdicts }) =>
      verdicts.some(({ check }) => check === "claims/waiting"),
    );
  expect(settles("pass")?.resolvedBy).toContain("another run");
  expect(settles("pass")?.check).toBeUndefined();
  expect(settles("fail")).toMatchObject({
    resolvedBy: "provider/login-completes",
    check: { outcome: "fail" },
  });
});
