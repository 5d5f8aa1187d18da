import type { ShownVerdict } from "./read-run.ts";

const EXCUSED = {
  waiver: "Known issues: waived",
  attestation: "Vouched for by a person",
  decision: "Accepted by the architecture review",
} as const;

/** What Allure sorts everything by that is not simply passed. */
export const STANDINGS = [
  "What fails",
  "Not known",
  EXCUSED.waiver,
  EXCUSED.decision,
  EXCUSED.attestation,
  "Advisory, blocks nothing",
] as const;
type Standing = (typeof STANDINGS)[number];

/** Where a verdict stands; undefined for a pass and for what does not apply. */
export const standingOf = ({ verdict, excused }: ShownVerdict): Standing | undefined => {
  const { outcome, level } = verdict;
  if (outcome !== "fail" && outcome !== "unknown") return undefined;
  if (excused) return EXCUSED[excused.by];
  if (level === "advisory") return "Advisory, blocks nothing";
  return outcome === "fail" ? "What fails" : "Not known";
};
