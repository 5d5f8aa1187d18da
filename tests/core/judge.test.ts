import { expect, test } from "vitest";
import { type Check, defineCheck, defineControl, defineRefusal, pass, unknown } from "../../core/check.ts";
import { judge } from "../../core/judge.ts";
import { alwaysPasses, found, hub, issuerIsRight, missed, planOf, seen, store, words } from "./engine-kit.ts";

const one = (check: Check, kept = store()) => {
  const [verdict] = judge(planOf("endpoints/x"), [found("endpoints/x", check)], [hub], kept.read);
  return verdict;
};
const withSeen = (issuer: string) => {
  const kept = store();
  kept.write(seen(issuer));
  return kept;
};

test("a check that holds passes, with the time its evidence was seen", () => {
  expect(one(issuerIsRight, withSeen("right"))).toMatchObject({
    outcome: "pass",
    seenAt: "2026-01-02T03:04:05.000Z",
  });
});

test("a check that does not hold fails with where, expected and actual", () => {
  expect(one(issuerIsRight, withSeen("right/"))).toMatchObject({
    outcome: "fail",
    at: "issuer",
    expected: "right",
    actual: "right/",
  });
});

test("evidence that nobody wrote is unknown, even for a check that passes everything", () => {
  expect(one(alwaysPasses)).toMatchObject({ outcome: "unknown", cause: [{ evidence: "discovery.public" }] });
});

test("missed evidence is unknown and carries the reason", () => {
  const kept = store();
  kept.write(missed("set the environment variable X"));
  expect(one(alwaysPasses, kept)).toMatchObject({
    outcome: "unknown",
    because: expect.stringContaining("set the environment variable X"),
    resolvedBy: "a run in which it is seen",
  });
  const poor = store();
  poor.write(missed("no key", "give a key"));
  expect(one(alwaysPasses, poor)).toMatchObject({ outcome: "unknown", resolvedBy: "give a key" });
});

test.each([
  ["not JSON", "{"],
  ["an old version", JSON.stringify({ ...seen("right"), version: 0 })],
  ["a newer version", JSON.stringify({ ...seen("right"), version: 99 })],
  ["another envelope", JSON.stringify({ ...seen("right"), extra: 1 })],
  ["the wrong type inside", JSON.stringify({ ...seen("right"), seen: { is: "seen", value: "text" } })],
])("evidence on disk that is %s is unknown", async (_name, text) => {
  const { open } = await import("../../core/envelope.ts");
  const verdict = judge(planOf("endpoints/x"), [found("endpoints/x", alwaysPasses)], [hub], () =>
    open(text),
  )[0];
  expect(verdict?.outcome).toBe("unknown");
});

test("a check that throws is a harness error and unknown, never a fail", () => {
  const broken = defineCheck({
    ...words,
    kinds: ["hub"],
    needs: ["discovery.public"],
    judge: () => {
      throw new TypeError("our bug");
    },
  });
  expect(one(broken, withSeen("right"))).toMatchObject({
    outcome: "unknown",
    because: "harness error: our bug",
    harnessError: expect.stringContaining("our bug"),
  });
});

const opens = (judgement: "pass" | "fail" | "throw") =>
  defineControl({
    name: "the right request is accepted",
    needs: ["discovery.backend"],
    judge: () => {
      if (judgement === "throw") throw new Error("control broke");
      return judgement === "pass" ? pass : { is: "fail", at: "status", expected: 200, actual: 500 };
    },
  });
const refusal = (control: ReturnType<typeof opens>) =>
  defineRefusal({ ...words, kinds: ["hub"], needs: ["discovery.public"], control, judge: () => pass });
const both = () => {
  const kept = withSeen("right");
  kept.write({ ...seen("right"), evidence: "discovery.backend" });
  return kept;
};

test("a refusal passes only while its positive control passes", () => {
  expect(one(refusal(opens("pass")), both())?.outcome).toBe("pass");
  expect(one(refusal(opens("fail")), both())).toMatchObject({
    outcome: "unknown",
    cause: expect.arrayContaining([expect.objectContaining({ control: "the right request is accepted" })]),
  });
  expect(one(refusal(opens("throw")), both())).toMatchObject({
    outcome: "unknown",
    harnessError: expect.any(String),
  });
  expect(one(refusal(opens("pass")), withSeen("right"))?.outcome).toBe("unknown");
});

test("what does not apply by what was seen says so, and a predicate that throws is unknown", () => {
  const never = (holds: () => boolean) =>
    defineCheck({
      ...words,
      kinds: ["hub"],
      needs: ["discovery.public"],
      when: { holds, because: "it is never called" },
      judge: () => unknown("must not be asked", "nothing"),
    });
  expect(
    one(
      never(() => false),
      withSeen("right"),
    ),
  ).toMatchObject({
    outcome: "not-applicable",
    because: "it is never called",
  });
  const throwing = never(() => {
    throw new Error("predicate broke");
  });
  expect(one(throwing, withSeen("right"))).toMatchObject({
    outcome: "unknown",
    harnessError: expect.any(String),
  });
});

test("a planned check that this version does not have is unknown", () => {
  expect(judge(planOf("endpoints/gone"), [], [hub], store().read)[0]?.outcome).toBe("unknown");
});
