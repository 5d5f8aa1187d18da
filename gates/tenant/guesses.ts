import { type Judgement, pass, unknown } from "../../core/check.ts";
import type { Guess } from "../../core/evidence/tenant.ts";
import { outcomeOf } from "../../core/tenant/answers.ts";
import { alike } from "./alike.ts";
import { oddCount, type ownTotals } from "./own-counts.ts";
import { notSeen, said, wrong } from "./questions.ts";

/** A batch is answered with a list, or refused as a whole. */
const isBatch = ({ answer }: Guess): boolean => answer?.status === 200 && Array.isArray(answer.json);

/** Nothing of the other tenant, no count but the own, and the same answer as to something that nobody has. */
export const judgeGuess = (guess: Guess, own: ReturnType<typeof ownTotals>): Judgement => {
  const { at = "", shows = {}, value, invented, answer, twin } = guess;
  const foreign = Object.keys(shows).filter((tenant) => tenant !== at);
  if (foreign.length > 0) return wrong(guess, `nothing of ${foreign.join(", ")}`, said(guess));
  const silent = isBatch(guess) ? undefined : notSeen(guess, "tenant.guesses");
  if (silent) return silent;
  const odd = oddCount(guess, own);
  if (odd !== undefined) return wrong(guess, "the tenant's own count, or that of the list", odd);
  if (invented === undefined) return pass;
  if (outcomeOf(guess.api, twin) === "unclear") {
    const because = `the same question about something that nobody has got no answer`;
    return unknown(because, "a registry that answers it", { evidence: "tenant.guesses", because });
  }
  const told = alike(answer, value, twin, invented);
  return told === undefined ? pass : wrong(guess, `the same as for ${invented}, which nobody has`, told);
};
