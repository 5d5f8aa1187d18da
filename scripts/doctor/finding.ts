import { NotGiven } from "../../core/doors.ts";
import { Obstructed } from "../../probes/claims/obstacle.ts";

/** What came of trying one thing that a run will need. */
export interface Finding {
  readonly name: string;
  readonly state: "works" | "wrong" | "not given" | "not tried";
  /** what was seen, in a sentence */
  readonly said: string;
  /** wrong, not given: what to do */
  readonly todo?: string;
}

export const works = (name: string, said: string): Finding => ({ name, state: "works", said });
export const wrong = (name: string, said: string, todo: string): Finding => ({
  name,
  state: "wrong",
  said,
  todo,
});
export const notGiven = (name: string, said: string, todo: string): Finding => ({
  name,
  state: "not given",
  said,
  todo,
});
export const notTried = (name: string, said: string): Finding => ({ name, state: "not tried", said });

/** Tries one thing within `ms`. What was not given is no fault; whatever else it throws is. */
export const tried = async (name: string, ms: number, work: () => Promise<Finding>): Promise<Finding> => {
  const { promise, resolve } = Promise.withResolvers<Finding>();
  const timer = setTimeout(
    () => resolve(wrong(name, `no answer within ${ms / 1000} s`, "look at the host, and at the way to it")),
    ms,
  );
  try {
    return await Promise.race([work(), promise]);
  } catch (error) {
    if (error instanceof NotGiven) {
      const { message, give } = error;
      return notGiven(name, message.slice(0, -`: ${give}`.length), give);
    }
    if (error instanceof Obstructed) return wrong(name, error.message, "mend the hub login first");
    const said = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return wrong(name, said, "look at the settings that this driver is declared by");
  } finally {
    clearTimeout(timer);
  }
};
