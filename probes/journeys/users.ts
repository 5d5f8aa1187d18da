import { NotGiven } from "../../core/doors.ts";
import type { KnownUser } from "../../core/evidence/browser.ts";

/** The user rows now and later; without the admin key only why they cannot be read. */
export const countUsers = async (read: () => Promise<readonly KnownUser[]>) => {
  let because: string | undefined;
  const now = async (): Promise<readonly KnownUser[] | undefined> => {
    if (because !== undefined) return undefined;
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof NotGiven)) throw error;
      because = error.message;
      return undefined;
    }
  };
  const before = await now();
  return {
    before,
    now,
    get because() {
      return because;
    },
  };
};
