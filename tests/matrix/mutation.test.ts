import { afterAll, expect, test } from "vitest";
import type { Check, Control } from "../../core/check.ts";
import { judge } from "../../core/judge.ts";
import { needsOf } from "../../core/plan.ts";
import type { Reader } from "../../core/store.ts";
import { judgeWith as judgeAgain, mutations, wronglySaid } from "../support/mutations.ts";
import { bench, healthyWorld, openTestBrowser } from "../support/try-world.ts";

const { toolbox } = await bench();
const browser = await openTestBrowser();
const healthy = await healthyWorld({ browser });
afterAll(() => browser.close());

const judgeWith = (id: string, check: Check, read: Reader) => judgeAgain(healthy, id, check, read);
const cases = toolbox.checks.flatMap(({ id, value }) => needsOf(value).map((name) => ({ id, value, name })));

test("there is evidence to take away", () => expect(cases.length).toBeGreaterThan(100));

test.each(Object.entries(mutations))(
  "no check passes or breaks down when a piece it needs is %s",
  (_how, mutate) => {
    expect(wronglySaid(healthy, toolbox.checks, mutate)).toEqual([]);
  },
);

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
