import { expect, test } from "vitest";
import { demandsOf } from "../../core/access.ts";
import { makePlan } from "../../core/plan.ts";
import { judgedWith } from "../../core/subject.ts";
import { readSettings } from "../../scripts/run/settings.ts";
import { openToolbox } from "../../scripts/run/toolbox.ts";

test("a row asks for what its own piece needs, not for what another piece of the same journey does", async () => {
  const toolbox = await openToolbox();
  const subjects = judgedWith(readSettings(undefined).subjects("local"), "one.cargo.ac");
  const plan = makePlan(subjects, toolbox.checks, toolbox, { gates: [], checks: [] });
  const demands = demandsOf(plan, toolbox.checks, [...toolbox.probes, ...toolbox.journeys]);
  const of = (check: string) => [...(demands.find(({ row }) => row.check === check)?.access ?? [])].sort();
  expect(of("provider/home-logout-revokes")).toEqual(["client secret", "test person"]);
  expect(of("provider/home-login-works")).toEqual(["test person"]);
});
