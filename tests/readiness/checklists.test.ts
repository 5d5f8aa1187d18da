import { expect, test } from "vitest";
import { NOT_BUILT } from "../../gates/readiness/checklists/not-built.ts";
import { openToolbox } from "../../scripts/run/toolbox.ts";

const { checklists, checks } = await openToolbox();
const levelOf = new Map(checks.map(({ id, value }) => [id, value.level]));
const byId = new Map(checklists.map(({ id, value }) => [id, value]));
const items = checklists.flatMap(({ id, value }) => value.items.map((item) => ({ id, ...item })));

test("every checklist of the guides is there with all its items", () => {
  expect(
    [...byId].map(([id, { items: all, source, kinds }]) => [id, all.length, source, kinds.join()]),
  ).toEqual([
    ["readiness/account-home", 8, "S1:TEST-CHECKLIST", "account-home"],
    ["readiness/by-a-person", 2, "S3:ONBOARDING", "client"],
    ["readiness/client-brief", 14, "S2:DONE-WHEN", "client"],
    ["readiness/client-guide", 15, "S0:TEST-CHECKLIST", "client"],
    ["readiness/tenant-api", 5, "S4:SECURITY-SUMMARY", "tenant-api"],
  ]);
});

test("every item has checks that prove it, or a question for a person", () => {
  expect(items.filter((item) => item.checks.length === 0 && !item.question).map(({ text }) => text)).toEqual(
    [],
  );
  const questions = items.flatMap(({ question }) => (question ? [question.id] : []));
  expect(new Set(questions).size).toBe(questions.length);
  expect(questions.filter((id) => !/^checklist\/[a-z-]+$/.test(id))).toEqual([]);
});

test("a check that an item names exists and is required, or is on the list of those not built", () => {
  const named = [...new Set(items.flatMap((item) => [...item.checks]))];
  const missing = named.filter((id) => !levelOf.has(id));
  const built = NOT_BUILT.filter((id) => levelOf.has(id));
  if (missing.length > 0) process.stderr.write(`not built, so unknown: ${missing.join(", ")}\n`);
  if (built.length > 0) process.stderr.write(`built by now, take off the list: ${built.join(", ")}\n`);
  expect(missing.filter((id) => !NOT_BUILT.includes(id))).toEqual([]);
  expect(NOT_BUILT.filter((id) => !named.includes(id))).toEqual([]);
  expect(named.filter((id) => levelOf.get(id) === "advisory")).toEqual([]);
});

test("a check is asked of the kind of spoke that the checklist is for, or of the hub", () => {
  const kindsOf = new Map(checks.map(({ id, value }) => [id, value.kinds]));
  const odd = checklists.flatMap(({ value }) =>
    value.items
      .flatMap((item) => [...item.checks])
      .filter((id) => {
        const kinds = kindsOf.get(id);
        return kinds && !kinds.includes("hub") && !value.kinds.some((kind) => kinds.includes(kind));
      }),
  );
  expect(odd).toEqual([]);
});
