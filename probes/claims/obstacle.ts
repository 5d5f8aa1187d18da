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
