import { afterAll, expect, test } from "vitest";
import type { Check, Control } from "../../core/check.ts";
import { type Found, open } from "../../core/envelope.ts";
import { type Name, pieces } from "../../core/evidence/index.ts";
import { judge } from "../../core/judge.ts";
import { needsOf } from "../../core/plan.ts";
import { type Reader, sealMissed, sealSeen } from "../../core/store.ts";
import type { Verdict } from "../../core/verdict.ts";
import { bench, healthyWorld, openTestBrowser } from "../support/try-world.ts";

const { toolbox } = await bench();
const browser = await openTestBrowser();
const healthy = await healthyWorld({ browser });
afterAll(() => browser.close());

const at = new Date("2026-01-01T00:00:00Z");
const asText = (name: Name, value: unknown) =>
  open(JSON.stringify(sealSeen("x", "x", name, value as never, at)));
const mutations: Readonly<Record<string, (name: Name) => Found | undefined>> = {
  removed: () => undefined,
  missed: (name) => open(JSON.stringify(sealMissed("x", "x", name, "taken away by the test", at))),
  emptied: (name) => asText(name, {}),
  "of the wrong type": (name) => asText(name, "text"),
  "of a newer version": (name) =>
    open(JSON.stringify({ ...sealSeen("x", "x", name, {} as never, at), version: pieces[name].version + 1 })),
};

const judgeWith = (id: string, check: Check, read: Reader): Verdict[] =>
  judge(
    { ...healthy.plan, rows: healthy.plan.rows.filter((row) => row.check === id), apart: [] },
    [{ id, file: id, value: check }],
    healthy.subjects,
    read,
  );
const cases = toolbox.checks.flatMap(({ id, value }) => needsOf(value).map((name) => ({ id, value, name })));

test("there is evidence to take away", () => expect(cases.length).toBeGreaterThan(100));

test.each(Object.entries(mutations))("no check passes when a piece it needs is %s", (_how, mutate) => {
  const passed = cases.flatMap(({ id, value, name }) => {
    const read: Reader = (spoke, piece) => (piece === name ? mutate(piece) : healthy.read(spoke, piece));
    return judgeWith(id, value, read)
      .filter(({ outcome }) => outcome === "pass")
      .map(() => `${id} without ${name}`);
  });
  expect(passed).toEqual([]);
});

test.each(Object.entries(mutations))("no check breaks down when a piece it needs is %s", (_how, mutate) => {
  const broke = cases.flatMap(({ id, value, name }) => {
    const read: Reader = (spoke, piece) => (piece === name ? mutate(piece) : healthy.read(spoke, piece));
    return judgeWith(id, value, read).flatMap(({ harnessError }) =>
      harnessError ? [`${id}: ${harnessError}`] : [],
    );
  });
  expect(broke).toEqual([]);
});

test("a broken control makes every check that names it unknown", () => {
  const closed: Pick<Control, "judge"> = {
    judge: () => ({ is: "fail", at: "the door", expected: "open", actual: "shut" }),
  };
  const refusals = toolbox.checks.filter(({ value }) => value.control);
  expect(refusals.length).toBeGreaterThan(5);
  const others = refusals.flatMap(({ id, value }) => {
    const control = value.control && { ...value.control, ...closed };
    return judgeWith(id, control ? { ...value, control } : value, healthy.read)
      .filter(({ outcome }) => outcome !== "unknown" && outcome !== "not-applicable")
      .map(({ outcome }) => `${id} ${outcome}`);
  });
  expect(others).toEqual([]);
});

test("judging again gives the same verdicts", () => {
  expect(judge(healthy.plan, toolbox.checks, healthy.subjects, healthy.read)).toEqual(healthy.verdicts);
});
