import { plain } from "../../core/redact.ts";
import { GATES } from "../../core/verdict.ts";
import type { FleetMember, FleetReadiness } from "../fleet/fleet-readiness.ts";
import { GATE_WORDS, type Tone } from "../words/story.ts";
import { hang, painter, TONES } from "./paper.ts";

const TONE: Readonly<Record<string, Tone | "none">> = {
  GO: "good",
  "NO-GO": "bad",
  PAUSED: "wait",
  UNKNOWN: "open",
  HELD: "wait",
};

export interface FleetPaper {
  readonly colour: boolean;
  readonly width: number;
  /** path of the fleet page, as a person would type it */
  readonly htmlPath: string;
}

/** One line a spoke, its gates beside it, and what stands in its way below. */
export const tellFleetConsole = (fleet: FleetReadiness, { colour, width, htmlPath }: FleetPaper): string => {
  const paint = painter(colour);
  const said = fleet.decision ?? "NO DECISION";
  const goes = fleet.spokes.filter(({ decision }) => decision === "GO").length;
  const idWidth = Math.max(...fleet.spokes.map(({ spoke }) => spoke.length), 5);
  const line = ({ spoke, decision, gates, harnessErrors }: FleetMember): string => {
    const word = harnessErrors.length > 0 ? "ERROR" : (decision ?? "part");
    const cells = GATES.map(({ number }) => {
      const status = gates.find(({ gate }) => gate === number)?.status;
      return (status === undefined ? "-" : GATE_WORDS[status as keyof typeof GATE_WORDS].word).padEnd(22);
    });
    const tone = harnessErrors.length > 0 ? "bad" : (TONE[word] ?? "none");
    return `  ${paint(TONES[tone], word.padEnd(8))} ${plain(spoke).padEnd(idWidth)}  ${cells.join("")}`.trimEnd();
  };
  const why = fleet.spokes
    .filter(({ decision, harnessErrors }) => decision !== "GO" || harnessErrors.length > 0)
    .flatMap(({ spoke, reasons, harnessErrors }) => [
      `  ${plain(spoke)}`,
      ...[...harnessErrors.map((one) => `error of the harness: ${one}`), ...reasons]
        .slice(0, 3)
        .flatMap((one) => hang("- ", plain(one), width, 4)),
    ]);
  return [
    "",
    `  ${paint(["bold", TONES[TONE[said] ?? "none"]].flat() as never, said)}  ${goes} of ${fleet.spokes.length} are GO on target ${plain(fleet.target)}. The worst decision decides.`,
    "",
    `  ${"".padEnd(8)} ${"spoke".padEnd(idWidth)}  ${GATES.map(({ number, name }) => `${number} ${name}`.slice(0, 21).padEnd(22)).join("")}`.trimEnd(),
    ...fleet.spokes.map(line),
    "",
    ...(why.length > 0 ? [...why, ""] : []),
    `  Fleet    ${htmlPath}`,
    `  Run      ${fleet.run}, target ${plain(fleet.target)}, exit code ${fleet.exitCode}`,
    "",
  ].join("\n");
};
