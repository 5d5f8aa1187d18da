import { GATES } from "../../core/verdict.ts";
import { span, words } from "../markdown/marks.ts";
import { GATE_WORDS } from "../words/story.ts";
import type { FleetMember, FleetReadiness } from "./fleet-readiness.ts";

const SIGN: Readonly<Record<string, string>> = {
  GO: "\u2705",
  "NO-GO": "\u274c",
  PAUSED: "\u23f8\ufe0f",
  UNKNOWN: "\u2753",
  HELD: "\u23f8\ufe0f",
};

const row = ({ spoke, decision, gates, reasons, harnessErrors }: FleetMember): string => {
  const said =
    harnessErrors.length > 0
      ? "\u26a0\ufe0f **harness error**"
      : `${SIGN[decision ?? ""] ?? "\u2796"} **${decision ?? "part"}**`;
  const cells = GATES.map(({ number }) => {
    const status = gates.find(({ gate }) => gate === number)?.status;
    return status === undefined ? "\u2013" : words(GATE_WORDS[status as keyof typeof GATE_WORDS].word);
  });
  const why =
    decision === "GO" && harnessErrors.length === 0
      ? ""
      : words(harnessErrors[0] ?? reasons[1] ?? reasons[0] ?? "", 160);
  return `| ${span(spoke, 60)} | ${said} | ${cells.join(" | ")} | ${why} |`;
};

/** For $GITHUB_STEP_SUMMARY: the worst decision, and a line a spoke. */
export const fleetSummary = (fleet: FleetReadiness): string => {
  const goes = fleet.spokes.filter(({ decision }) => decision === "GO").length;
  return [
    `## ${SIGN[fleet.decision ?? ""] ?? "\u2796"} ${fleet.decision ?? "No decision"}: ${goes} of ${fleet.spokes.length} are GO on target ${span(fleet.target, 60)}`,
    "",
    `| Spoke | Decision | ${GATES.map(({ name }) => name).join(" | ")} | First reason |`,
    `| --- | --- | ${GATES.map(() => "---").join(" | ")} | --- |`,
    ...fleet.spokes.map(row),
    "",
    `Run ${span(fleet.run, 60)}, exit code ${fleet.exitCode}. The artifact holds a report for each spoke and the fleet page.`,
    "",
  ].join("\n");
};
