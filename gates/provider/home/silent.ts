import type { Silent } from "../../../core/evidence/home.ts";

export type { Silent };

/** The hub asks for a login: it knows nobody in this browser. A hub without prompt=none shows its form instead. */
export const isDead = ({ got }: Silent): boolean =>
  got === "login_required" || got === "asks for credentials";

/** It knows the person: a code, or a question that only somebody who is known is asked (OIDC Core 3.1.2.6). */
const ALIVE = [
  "code",
  "consent_required",
  "interaction_required",
  "account_selection_required",
  "access_denied",
  "asks for consent",
];
export const isAlive = ({ got }: Silent): boolean => ALIVE.includes(got ?? "");
