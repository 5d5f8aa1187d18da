import { describe, test } from "vitest";
import { GATES } from "../../core/verdict.ts";
import { clean } from "../words/text.ts";
import { redError, showOf } from "./outcome.ts";
import { readRun, type ShownSpoke, type ShownVerdict } from "./read-run.ts";

/** Shows the verdicts of a run as tests, and makes none: what is green here was judged before. */
const runDir = process.env.GATES_RUN_DIR;
if (!runDir)
  throw new Error(
    "Say which run to show: GATES_RUN_DIR=runs/latest vitest run --config vitest.gates.config.ts",
  );

const labels = process.env.GATES_ALLURE === "1" ? await import("./labels.ts") : undefined;

const showVerdict = (shown: ShownVerdict, target: string) => {
  const { verdict } = shown;
  test(clean(verdict.check), { meta: { gate: verdict.gate, level: verdict.level } as object }, async ({
    skip,
    annotate,
  }) => {
    const show = showOf(shown);
    await labels?.labelVerdict(shown, target, show);
    if (show.as === "aside") {
      if (verdict.outcome !== "not-applicable") await annotate(show.note, "advisory");
      skip(show.note);
    }
    if (show.as === "red") throw redError(show.message, show.demonstrated);
  });
};

const showDecision = ({ readiness, reasons }: ShownSpoke) => {
  if (!readiness) return;
  const { decision, scope, harnessErrors } = readiness;
  test("decision", ({ skip }) => {
    if (decision === "GO" && harnessErrors.length === 0) return;
    if (decision === null && scope.partial) skip("a partial run decides nothing");
    throw redError(clean([`${decision}`, ...reasons, ...harnessErrors].join("\n")), decision === "NO-GO");
  });
};

/** Gate by gate, and in each the hub and the spoke apart: the suites that Allure shows. */
for (const shown of readRun(runDir)) {
  const target = shown.readiness?.target ?? "unknown target";
  for (const { number, name } of GATES) {
    const mine = shown.verdicts.filter(({ verdict }) => verdict.gate === number);
    if (mine.length === 0) continue;
    describe(`Gate ${number}: ${name}`, () => {
      for (const [spoke, all] of Map.groupBy(mine, ({ verdict }) => verdict.spoke)) {
        describe(clean(spoke), () => {
          for (const one of all) showVerdict(one, target);
        });
      }
    });
  }
  if (shown.readiness) {
    describe("Decision", () => {
      describe(clean(shown.spoke), () => {
        showDecision(shown);
      });
    });
  }
}
