import { z } from "zod";
import { type Decision, EXIT, PRECEDENCE, type Readiness } from "../../core/verdict.ts";

const decision = z.enum(["GO", "NO-GO", "PAUSED", "UNKNOWN", "HELD"]).nullable();

const member = z.strictObject({
  spoke: z.string(),
  name: z.string(),
  decision,
  exitCode: z.int(),
  gates: z.array(z.strictObject({ gate: z.int(), status: z.string() })),
  /** in plain words, most important first */
  reasons: z.array(z.string()),
  /** path of its readiness.json from here; absent when the harness failed before there was one */
  readiness: z.string().optional(),
  harnessErrors: z.array(z.string()),
});
export type FleetMember = z.infer<typeof member>;

/** readiness.json of a run of several spokes: the worst decision, and each spoke's own. */
export const fleetShape = z.strictObject({
  schema: z.literal("cargo-gates/fleet/1"),
  run: z.string(),
  target: z.string(),
  /** the worst of its spokes; null when only a part was looked at */
  decision,
  exitCode: z.int(),
  startedAt: z.string(),
  decidedAt: z.string(),
  spokes: z.array(member).min(1),
});
export type FleetReadiness = z.infer<typeof fleetShape>;

export const memberOf = (readiness: Readiness, name: string, path: string): FleetMember => ({
  spoke: readiness.spoke,
  name,
  decision: readiness.decision,
  exitCode: readiness.exitCode,
  gates: readiness.gates.map(({ gate, status }) => ({ gate, status })),
  reasons: [...readiness.reasons],
  readiness: path,
  harnessErrors: [...readiness.harnessErrors],
});

/** A spoke whose run broke down in the harness: nothing is said about the spoke. */
export const brokenMember = (spoke: string, name: string, error: string): FleetMember => ({
  spoke,
  name,
  decision: null,
  exitCode: EXIT.HARNESS,
  gates: [],
  reasons: [],
  harnessErrors: [error],
});

const exitOf = (members: readonly FleetMember[], worst: Decision | undefined): number => {
  if (members.some(({ exitCode }) => exitCode === EXIT.HARNESS)) return EXIT.HARNESS;
  if (worst) return EXIT[worst];
  // parts only: the worst by what their gates said
  return (
    PRECEDENCE.map((one) => EXIT[one]).find((code) => members.some(({ exitCode }) => exitCode === code)) ?? 0
  );
};

/** The worst decision by precedence decides for all. An error of the harness stands above every decision. */
export const fleetReadiness = (
  about: Pick<FleetReadiness, "run" | "target" | "startedAt" | "decidedAt">,
  members: readonly FleetMember[],
): FleetReadiness => {
  const whole = members.every(({ decision: said }) => said !== null);
  const worst = whole
    ? PRECEDENCE.find((one) => members.some(({ decision: said }) => said === one))
    : undefined;
  return {
    schema: "cargo-gates/fleet/1",
    ...about,
    decision: worst ?? null,
    exitCode: exitOf(members, worst),
    spokes: [...members],
  };
};
