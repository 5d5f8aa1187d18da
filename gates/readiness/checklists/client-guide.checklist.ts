import { defineChecklist } from "../../../core/checklists.ts";

export default defineChecklist({
  title: "Internal App Migration Guide, test checklist",
  source: "S0:TEST-CHECKLIST",
  kinds: ["client"],
  items: [
    {
      text: "The data backend is served from the branded custom domain (api.<your-app>), not a vendor host",
      checks: ["endpoints/callback-branded", "endpoints/branded-backend-is-live"],
    },
    {
      text: "Every local auth provider (Email/Phone/Google) is OFF in the backend",
      checks: ["provider/local-auth-off"],
    },
    {
      text: "No password field, signup form, or reset screen anywhere in the app",
      checks: ["provider/no-password-field"],
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
      text: '"Allow users without email" is OFF; Scopes = openid profile email',
      checks: ["provider/emailless-user-refused", "provider/authorize-request-exact"],
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
      text: "Manual endpoints (authorize/token/userinfo/jwks) all point at auth.cargo.ac",
      checks: ["endpoints/manual-endpoints-match-discovery", "provider/cargo-provider-settings-match"],
    },
    {
      text: "Confidential Client ID + Secret entered",
      checks: ["endpoints/client-confidential", "provider/login-completes"],
    },
    {
      text: "The branded Callback URL (api.<your-app>/auth/v1/callback) was sent to Cargo and allowlisted, NOT a *.<vendor>.co URL",
      checks: [
        "endpoints/callback-branded",
        "endpoints/callback-allowlisted",
        "endpoints/authorize-vendor-callback-refused",
      ],
    },
    {
      text: "The login button calls signInWithOAuth('custom:cargo-ac')",
      checks: ["provider/one-button", "provider/authorize-request-exact"],
    },
    {
      text: "First login JIT-provisions the user and mints the spoke's OWN native session (RLS still works)",
      checks: [
        "provider/jit-provisioned-once",
        "provider/native-session-minted",
        "claims/rls-uid-stable",
        "claims/own-tables-still-work",
      ],
    },
    {
      text: "After sign-in the app verifies the app_access claim and signs out non-entitled users",
      checks: ["claims/app-access-present", "provider/entitled-user-enters", "provider/backstop-signs-out"],
    },
    {
      text: "Identity-contract claims present after login, refresh, rotation + org switch: username, cargo_account_number, identity_type, user_type, permissions, orgs, active_org, app_roles, amr, scope",
      checks: [
        "claims/present-after-login",
        "claims/present-after-refresh",
        "claims/present-after-rotation",
        "claims/present-after-org-switch",
      ],
    },
    {
      text: "Global logout: signOut() + Cargo global logout both fire",
      checks: ["provider/global-logout-fires"],
    },
    {
      text: "End-to-end verified: button, Cargo, back to the callback, signed in",
      checks: ["provider/login-completes"],
    },
  ],
});
