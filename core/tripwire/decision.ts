import type { Found } from "../envelope.ts";
import type { Excuse, Excuses } from "../excuses.ts";
import type { ArchitectureDecision } from "../spokes/schema.ts";
import type { Verdict } from "../verdict.ts";
import { ACCEPTED_BY_MODE, lossesOf, MODE_WORDS, modeOf } from "./mode.ts";
import type { Mode } from "./mode-names.ts";

/** What the outcome of an architecture review does to a decision. */
export interface Accepted {
  readonly excuses: Excuses;
  /** what every report must say: the mode that was accepted, and what is lost in it */
  readonly notes: readonly string[];
}

/** The review's outcome for one spoke, and what was seen there. */
export interface Reviewed {
  readonly spoke: string;
  readonly decision: ArchitectureDecision | undefined;
  readonly target: string;
  /** `tripwire.settings` of this run */
  readonly settings: Found<"tripwire.settings"> | undefined;
  readonly now: Date;
}

const dateOf = (now: Date): string => now.toISOString().slice(0, 10);

/** Why the decision accepts nothing here; undefined when it is in force. */
const voidBecause = (
  { mode, until, owner }: ArchitectureDecision,
  seen: Mode | undefined,
  now: Date,
): string | undefined => {
  const name = `the architecture decision of ${owner} for "${MODE_WORDS[mode].name}"`;
  if (until < dateOf(now))
    return `${name} expired on ${until} and is void: review again, and renew it with its reason`;
  if (seen === undefined) return `${name} cannot be held against anything: the mode in force was not seen`;
  if (seen === "manual") return `${name} is stale, the backend honours the manual settings now: delete it`;
  return seen === mode
    ? undefined
    : `${name} does not hold: the mode in force is "${MODE_WORDS[seen].name}"; review again`;
};

/**
 * The one way out of PAUSED. In the mode that a review accepted, and in no other, the checks that fail by what that mode
 * is count as accepted; every other fail stays what it is.
 */
export const withDecision = (excuses: Excuses, reviewed: Reviewed): Accepted => {
  const { decision, spoke, target, settings, now } = reviewed;
  if (decision === undefined || ![decision.target].flat().includes(target)) return { excuses, notes: [] };
  const seen = settings?.is === "seen" ? modeOf(settings.value) : undefined;
  const flaw = voidBecause(decision, seen, now);
  const { mode, owner, reason, link, until } = decision;
  if (flaw !== undefined) {
    const complaints: Excuses["complaints"] = (...asked) => [...excuses.complaints(...asked), flaw];
    return { excuses: { ...excuses, complaints }, notes: [] };
  }
  const excuse: Excuse = { by: "decision", owner, reason, link, until };
  const accepted = (verdict: Verdict): boolean =>
    verdict.spoke === spoke && verdict.outcome === "fail" && ACCEPTED_BY_MODE[mode].includes(verdict.check);
  const of: Excuses["of"] = (verdict) => (accepted(verdict) ? excuse : excuses.of(verdict));
  const { name } = MODE_WORDS[mode];
  const loses = settings?.is === "seen" ? lossesOf(mode, settings.value) : [];
  return {
    excuses: { ...excuses, of, covers: (verdict) => of(verdict) !== undefined },
    notes: [
      `Accepted by architecture decision until ${until} (${owner}: ${reason}): provider mode "${name}".`,
      ...loses.map((loss) => `Lost in this mode: ${loss}`),
    ],
  };
};
