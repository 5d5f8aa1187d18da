import type { Exchange } from "../../core/doors.ts";
import type { Reuse } from "../../core/evidence/claims-changed.ts";
import { Obstructed, orObstacle } from "./obstacle.ts";
import { renewalOf, thumbprint } from "./renewal.ts";

export interface ReuseCase {
  readonly name: "window" | "parent" | "grandparent";
  /** how many refreshes come after the token that is used again */
  readonly generations: number;
  /** a refresh token of a family of its own */
  readonly start: () => Promise<string | undefined>;
  readonly spend: (
    token: string,
  ) => Promise<{ readonly exchange: Exchange; readonly next: string | undefined }>;
  /** the check that says when a right refresh does not work */
  readonly behind: string;
  /** until the window in which a spent token may come again is over */
  readonly pause?: () => Promise<void>;
}

/** Spends a refresh token, goes on, spends it again, and tries the active one after that. */
export const reuseCase = async (which: ReuseCase): Promise<Reuse> => {
  const { name, generations, start, spend, behind, pause } = which;
  const seen = await orObstacle(async () => {
    const first = await start();
    if (first === undefined) throw new Obstructed("there is no refresh token", behind);
    let active = first;
    for (let done = 0; done < generations; done++) {
      const { exchange, next } = await spend(active);
      if (next === undefined)
        throw new Obstructed(`a refresh was answered ${exchange.status ?? "nothing"}`, behind);
      active = next;
    }
    await pause?.();
    const again = await spend(first);
    const after = await spend(active);
    return {
      again: renewalOf(again.exchange, first, again.next),
      active: thumbprint(active),
      after: renewalOf(after.exchange, active, after.next),
    };
  });
  return { name, ...seen };
};
