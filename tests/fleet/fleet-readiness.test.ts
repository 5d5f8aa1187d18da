import { expect, test } from "vitest";
import type { Decision, Readiness } from "../../core/verdict.ts";
import { EXIT } from "../../core/verdict.ts";
import { tellFleetConsole } from "../../reporters/console/tell-fleet.ts";
import {
  brokenMember,
  type FleetMember,
  fleetReadiness,
  fleetShape,
  memberOf,
} from "../../reporters/fleet/fleet-readiness.ts";

const about = {
  run: "r",
  target: "local",
  startedAt: "2026-06-01T10:00:00Z",
  decidedAt: "2026-06-01T11:00:00Z",
};
const member = (decision: Decision | null, exitCode: number = EXIT[decision ?? "GO"]): FleetMember =>
  memberOf(
    {
      spoke: `spoke-${decision}`,
      decision,
      exitCode,
      gates: [{ gate: 1, status: "passed" }],
      reasons: ["because"],
      harnessErrors: [],
    } as unknown as Readiness,
    "A spoke",
    "x/readiness.json",
  );

test.each<[Decision[], Decision]>([
  [["GO", "GO"], "GO"],
  [["GO", "HELD"], "HELD"],
  [["HELD", "UNKNOWN", "GO"], "UNKNOWN"],
  [["UNKNOWN", "NO-GO"], "NO-GO"],
  [["NO-GO", "PAUSED", "GO"], "PAUSED"],
])("%j together are %s", (decisions, worst) => {
  const fleet = fleetReadiness(
    about,
    decisions.map((one) => member(one)),
  );
  expect(fleet).toMatchObject({ decision: worst, exitCode: EXIT[worst] });
  expect(fleetShape.parse(fleet)).toEqual(fleet);
});

test("an error of the harness stands above every decision, and says nothing about the spoke", () => {
  const broken = brokenMember("spoke", "A spoke", "our bug");
  const fleet = fleetReadiness(about, [member("GO"), broken]);
  expect(fleet).toMatchObject({ decision: null, exitCode: EXIT.HARNESS });
  expect(broken.decision).toBeNull();
});

test("parts decide nothing; their exit code is the worst of what their gates said", () => {
  expect(fleetReadiness(about, [member(null, 0), member(null, 4)])).toMatchObject({
    decision: null,
    exitCode: EXIT.UNKNOWN,
  });
  expect(fleetReadiness(about, [member(null, 0)])).toMatchObject({ decision: null, exitCode: 0 });
});

test("the console names every spoke, and why those that may not go may not", () => {
  const hostile = { ...member("NO-GO"), spoke: "evil\u001b[31m", reasons: ["bad \u001b]0;title\u0007"] };
  const text = tellFleetConsole(fleetReadiness(about, [member("GO"), hostile]), {
    colour: false,
    width: 80,
    htmlPath: "runs/r/index.html",
  });
  expect(text).toContain("NO-GO  1 of 2 are GO on target local");
  expect(text).toContain("runs/r/index.html");
  expect(text).toMatch(/- bad/);
  expect(text).not.toContain("\u001b");
});
