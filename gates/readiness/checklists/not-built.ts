/**
 * Checks that the checklists name and that do not exist yet. The items that need them are unknown until they do: this
 * list changes no verdict, it only says that the gap is known.
 */
export const NOT_BUILT: readonly string[] = [
  "claims/home-session-is-hub-session",
  "claims/tenant-isolation",
  "endpoints/home-screens-answer",
  "endpoints/tenant-context-required",
  "endpoints/tenant-token-invalid",
  "endpoints/tenant-token-missing",
  "endpoints/tenant-unknown",
  "endpoints/tenant-valid-request",
  "provider/home-direct-arrival",
  "provider/home-login-works",
  "provider/home-logout-revokes",
  "provider/home-no-own-backend",
  "provider/home-reset-works",
  "provider/home-return-guard",
  "provider/home-return-honoured",
  "provider/home-return-honoured-after-signup",
  "provider/home-round-trip",
  "provider/home-signup-works",
];
