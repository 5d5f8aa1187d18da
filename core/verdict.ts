import type { Case, Cause, Level } from "./check.ts";
import type { SettledChecklist } from "./checklists.ts";
import type { TemporarySetting } from "./fallback.ts";
import type { ModeInForce } from "./tripwire/mode-names.ts";

export type GateNumber = 1 | 2 | 3 | 4;
/** The four gates: folder under gates/ and first half of a check's id, number, name for people. */
export const GATES = [
  { number: 1, room: "endpoints", name: "Endpoints" },
  { number: 2, room: "provider", name: "Provider compatibility" },
  { number: 3, room: "claims", name: "Claims" },
  { number: 4, room: "readiness", name: "Readiness" },
] as const;

export type Outcome = "pass" | "fail" | "unknown" | "not-applicable";

/** Where a verdict was shown that was not shown in this run. */
export interface Carried {
  readonly run: string;
  readonly target: string;
}

/** What one check says of one spoke in one run. */
export interface Verdict {
  readonly spoke: string;
  /** `<gate>/<slug>` */
  readonly check: string;
  readonly gate: GateNumber;
  readonly level: Level;
  readonly outcome: Outcome;
  /** where it was looked at, when that is not where it should be (an endpoint on the issuer's host) */
  readonly note?: string;
  /** fail: where it was seen, what should be there, what is */
  readonly at?: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
  readonly exchanges?: readonly string[];
  /** every case of a check that looks at many */
  readonly cases?: readonly Case[];
  /** unknown, not-applicable: why */
  readonly because?: string;
  /** unknown: what would settle it (a check id, a setting, a command) */
  readonly resolvedBy?: string;
  readonly cause?: readonly Cause[];
  /** the check itself threw: ours to mend, never the spoke's fault */
  readonly harnessError?: string;
  /** when the oldest piece of evidence under it was seen, ISO 8601 */
  readonly seenAt?: string;
  /** shown on another target, because the harness may not look here */
  readonly carried?: Carried;
}

export type GateState =
  | "passed"
  | "passed-with-fallback"
  | "paused"
  | "failed"
  | "unknown"
  | "held"
  | "not-run";
export interface GateStatus {
  readonly gate: GateNumber;
  readonly name: string;
  readonly status: GateState;
  /** why it is not passed, most important first: ids of checks */
  readonly blockedBy: readonly string[];
  readonly counts: Readonly<Record<Outcome, number>>;
}

export type Decision = "GO" | "NO-GO" | "PAUSED" | "UNKNOWN" | "HELD";
/** Worst first. */
export const PRECEDENCE: readonly Decision[] = ["PAUSED", "NO-GO", "UNKNOWN", "HELD", "GO"];
/** Process exit codes. 2 is bad usage or settings, 70 a harness error. */
export const EXIT = { GO: 0, "NO-GO": 1, USAGE: 2, PAUSED: 3, UNKNOWN: 4, HELD: 5, HARNESS: 70 } as const;

/** A row of a gate and what discharged it. `open`: nothing did. */
export interface Discharge {
  readonly gate: GateNumber;
  readonly spoke: string;
  readonly check: string;
  readonly by: "evidence" | "carry-over" | "waiver" | "attestation" | "decision" | "not-applicable" | "open";
  /** carry-over: the target and run that showed it */
  readonly from?: Carried;
  /** waiver, attestation: who answers for it, and its last day */
  readonly owner?: string;
  readonly until?: string;
  /** when the oldest evidence under it was seen, ISO 8601 */
  readonly seenAt?: string;
}

/** readiness.json: the answer to "may we cut over?", with its reasons. Schema in schemas/readiness.schema.json. */
export interface Readiness {
  readonly schema: "cargo-gates/readiness/1";
  readonly run: string;
  readonly spoke: string;
  readonly target: string;
  /** null when only a part was run: a part decides nothing */
  readonly decision: Decision | null;
  readonly exitCode: number;
  readonly scope: {
    readonly partial: boolean;
    readonly gates: readonly GateNumber[];
    readonly checks: readonly string[];
  };
  /** plain sentences, most important first */
  readonly reasons: readonly string[];
  readonly gates: readonly GateStatus[];
  /** of the spoke and of the hub it rests on, in the order of the plan; gate 4's own table included */
  readonly verdicts: readonly Verdict[];
  readonly harnessErrors: readonly string[];
  /** target local only: the federation that was wrong on purpose */
  readonly world?: string;
  readonly faults?: readonly string[];
  readonly startedAt: string;
  readonly decidedAt: string;
  /** version of the checks and contract the verdicts were made with */
  readonly ruleset: string;
  readonly harness: { readonly version: string; readonly node: string };
  readonly contract: { readonly version: string; readonly digest: string };
  /** sha256, hex, of all settings that the verdicts rest on: spoke, hub, target, contract (no waivers and the like) */
  readonly settingsDigest: string;
  /** the guides' checklists, item by item; absent in a partial run */
  readonly checklists?: readonly SettledChecklist[];
  /** every required row with what discharged it, and advisory ones that a person answers for; absent in a partial run */
  readonly obligations?: readonly Discharge[];
  /** how the spoke's backend uses its provider's registration, and what is lost in that mode (provider/mode-identified) */
  readonly provider?: ModeInForce;
  /** endpoints that work on the issuer's host only, and what to use until the public domain works */
  readonly temporary?: readonly TemporarySetting[];
  /** what a reader should know beside the reasons, e.g. that live discovery could not be read once more */
  readonly notes?: readonly string[];
}
