import { defineChecklist } from "../../../core/checklists.ts";

export default defineChecklist({
  title: "Spoke brief v6, done when",
  source: "S2:DONE-WHEN",
  kinds: ["client"],
  items: [
    {
      text: "The data backend is served from the BRANDED custom domain (api.<your-app>), not a vendor host",
      checks: ["endpoints/callback-branded", "endpoints/branded-backend-is-live"],
    },
    {
      text: "Every local auth provider (Email/Phone/Google) is OFF; no password fields anywhere",
      checks: ["provider/local-auth-off", "provider/no-password-field"],
    },
    {
      text: "Cargo is registered as a Custom OIDC Provider with Auto-discovery OFF, NOT Third-Party Auth",
      checks: [
        "provider/registered-as-custom-oidc",
        "provider/autodiscovery-off",
        "provider/third-party-tokens-refused",
      ],
    },
    {
      text: "Issuer = the EXACT live-discovery value (backend host), copied not invented",
      checks: [
        "endpoints/issuer-matches-spoke-setting",
        "endpoints/issuer-is-backend-host",
        "provider/cargo-provider-settings-match",
      ],
    },
    {
      text: "Manual endpoints (authorize/token/userinfo/jwks) all point at https://auth.cargo.ac/auth/v1/...",
      checks: ["endpoints/manual-endpoints-match-discovery", "provider/cargo-provider-settings-match"],
    },
    {
      text: '"Allow users without email" is OFF; Scopes = openid profile email',
      checks: ["provider/emailless-user-refused", "provider/authorize-request-exact"],
    },
    {
      text: "Confidential Client ID + Secret entered",
      checks: ["endpoints/client-confidential", "provider/login-completes"],
    },
    {
      text: "The BRANDED Callback URL (https://api.<your-app>/auth/v1/callback) was sent to Cargo and allowlisted, NOT a *.<vendor>.co URL",
      checks: [
        "endpoints/callback-branded",
        "endpoints/callback-allowlisted",
        "endpoints/authorize-vendor-callback-refused",
      ],
    },
    {
      text: "One button calls signInWithOAuth('custom:cargo-ac')",
      checks: ["provider/one-button", "provider/authorize-request-exact"],
    },
    {
      text: "First login JIT-provisions the user and mints the spoke's OWN native session; RLS still works",
      checks: [
        "provider/jit-provisioned-once",
        "provider/native-session-minted",
        "claims/rls-uid-stable",
        "claims/own-tables-still-work",
      ],
    },
    {
      text: "After sign-in the app checks the app_access claim and signs out non-entitled users",
      checks: ["claims/app-access-present", "provider/entitled-user-enters", "provider/backstop-signs-out"],
    },
    {
      text: "The identity-contract claims are all present (login, refresh, rotation, org switch)",
      checks: [
        "claims/present-after-login",
        "claims/present-after-refresh",
        "claims/present-after-rotation",
        "claims/present-after-org-switch",
      ],
    },
    {
      text: "Global logout fires signOut() + the Cargo global logout endpoint",
      checks: ["provider/global-logout-fires"],
    },
    {
      text: "Every value above was re-confirmed against live discovery before shipping",
      checks: [
        "endpoints/issuer-matches-spoke-setting",
        "endpoints/manual-endpoints-match-discovery",
        "endpoints/scopes-advertised",
      ],
    },
  ],
});
