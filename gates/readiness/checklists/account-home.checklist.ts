import { defineChecklist } from "../../../core/checklists.ts";

export default defineChecklist({
  title: "one.cargo.ac Guide, test checklist",
  source: "S1:TEST-CHECKLIST",
  kinds: ["account-home"],
  items: [
    {
      text: "Real, working login + signup + password-reset screens are present",
      checks: [
        "endpoints/home-screens-answer",
        "provider/home-login-works",
        "provider/home-signup-works",
        "provider/home-reset-works",
      ],
    },
    {
      text: "Incoming return URL is read AND validated against the allowlist",
      checks: ["provider/home-return-honoured", "provider/home-return-guard"],
    },
    {
      text: "After sign-in success the user is bounced BACK to the spoke (same tab)",
      checks: ["provider/home-return-honoured"],
    },
    {
      text: "After signup success new accounts also bounce back to the originating spoke",
      checks: ["provider/home-return-honoured-after-signup"],
    },
    {
      text: "No separate data backend / no JWKS Third-Party Auth issuer added",
      checks: ["provider/home-no-own-backend", "claims/home-session-is-hub-session"],
    },
    {
      text: "Global logout revokes the shared session + refresh tokens",
      checks: ["provider/home-logout-revokes"],
    },
    {
      text: "Arriving directly (no return) lands the user on the one.cargo.ac dashboard",
      checks: ["provider/home-direct-arrival"],
    },
    {
      text: "S3/S4 round trip verified: spoke, one.cargo.ac, spoke, signed in, same tab",
      checks: ["provider/home-round-trip"],
    },
  ],
});
