import { NotGiven } from "../../core/doors.ts";

/** Something stood in the way of a look: what, and the check that says so. A probe writes it into its piece. */
export class Obstructed extends Error {
  override name = "Obstructed";
  readonly behind: string | undefined;
  constructor(what: string, behind: string | undefined) {
    super(what);
    this.behind = behind;
  }
}

export type Obstacle = {
  readonly unreached: string;
  readonly behind?: string;
  /** what to give the harness, where it lacked something */
  readonly give?: string;
};

/** What was not given, as an obstacle. Anything else that was thrown is thrown again. */
export const ungiven = (error: unknown): Obstacle => {
  if (!(error instanceof NotGiven)) throw error;
  return { unreached: error.message, give: error.give };
};

/** What was seen, or what stood in the way of it. Anything else that is thrown is our own. */
export const orObstacle = async <T>(look: () => Promise<T>): Promise<T | Obstacle> => {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Obstructed)) throw error;
    return { unreached: error.message, ...(error.behind !== undefined && { behind: error.behind }) };
  }
};

/** The same where a look that lacks something is still evidence: what others saw beside it must not be lost. */
export const orUngiven = async <T>(look: () => Promise<T>): Promise<T | Obstacle> => {
  try {
    return await orObstacle(look);
  } catch (error) {
    return ungiven(error);
  }
};
