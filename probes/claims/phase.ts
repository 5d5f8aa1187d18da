import { setTimeout as wait } from "node:timers/promises";

/** The phases that a session comes to by itself. Each is looked at in a session of its own. */
export type StillPhase = "login" | "refresh" | "rotation";

/** How often its session is refreshed: a rotation is the use of the refresh token that a refresh gave. */
export const REFRESHES: Readonly<Record<StillPhase, number>> = { login: 0, refresh: 1, rotation: 2 };

/** Until a spent refresh token can no longer come again for a lost answer. Without such a window there is no wait. */
export const afterWindow = async (seconds: number): Promise<void> => {
  if (seconds > 0) await wait(seconds * 1000 + 1000);
};
