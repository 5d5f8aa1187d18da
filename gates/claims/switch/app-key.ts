import { dig } from "../../../core/contract.ts";
import type { PhaseSeen } from "../../../core/evidence/claims.ts";

/** Where an app may look for its key. */
export const PLACES = [
  { name: "session.user.app_metadata", of: "user", path: ["app_metadata", "app_access"] },
  { name: "app_metadata of the spoke's own answer", of: "asked", path: ["app_metadata", "app_access"] },
  { name: "access token", of: "token", path: ["app_access"] },
  { name: "app_metadata of the access token", of: "token", path: ["app_metadata", "app_access"] },
] as const;

export const at = (seen: PhaseSeen | undefined, { of, path }: (typeof PLACES)[number]): unknown => {
  const { spoke_session, spoke_user } = seen?.surfaces ?? {};
  const carriers = { user: seen?.session_user, asked: spoke_user?.claims, token: spoke_session?.claims };
  return dig(carriers[of], path);
};
export const holds = (value: unknown, key: string): boolean => Array.isArray(value) && value.includes(key);
