import { SURFACES } from "../../core/contract.ts";
import type { Report } from "../../core/report.ts";
import { alice } from "./sample-subjects.ts";

const seen = (value: object, seenAt = "2026-11-20T09:14:02.120Z") => ({ is: "seen" as const, value, seenAt });

const whole = {
  ...alice.truth,
  ...alice.organisations["org-north"],
  active_org: "org-north",
  amr: ["pwd"],
  scope: "openid profile email",
  app_access: ["cargoworks-ai"],
};
const { username: _, ...withoutUsername } = { username: "", ...whole };

const nav = (url: string, status: number, redirected: boolean, method = "GET") => ({
  method,
  url,
  kind: "document",
  navigation: true,
  redirected,
  frame: "main" as const,
  tab: 0,
  status,
});

const login = {
  clicked: "Continue with Cargo",
  asked: ["credentials", "consent"],
  ended: "signed in",
  landed: "https://cargoworks.ai/",
  hops: [
    nav("https://cargoworks.ai/", 200, false),
    nav("https://api.cargoworks.ai/auth/v1/authorize?provider=custom%3Acargo-ac", 302, false),
    nav("https://auth.cargo.ac/auth/v1/oauth/authorize?client_id=cargoworks-ai", 302, true),
    nav("https://one.cargo.ac/login", 200, true),
    {
      method: "GET",
      url: "https://hubref.supabase.co/auth/v1/settings",
      kind: "fetch",
      navigation: false,
      status: 200,
    },
    nav("https://one.cargo.ac/login", 303, false, "POST"),
    nav("https://one.cargo.ac/consent", 200, true),
    nav("https://one.cargo.ac/consent", 303, false, "POST"),
    nav("https://auth.cargo.ac/auth/v1/oauth/authorize/resume", 302, true),
    nav("https://api.cargoworks.ai/auth/v1/callback?code=(43)&state=(36)", 302, true),
    nav("https://cargoworks.ai/?code=(36)", 200, true),
    {
      method: "POST",
      url: "https://api.cargoworks.ai/auth/v1/token?grant_type=pkce",
      kind: "fetch",
      navigation: false,
      status: 200,
    },
  ],
};

/** What a run against a healthy federation brings back. */
export const healthyEvidence = {
  hub: Object.fromEntries(
    ["discovery.public", "discovery.backend", "jwks.public", "jwks.backend", "jwks.advertised"].map(
      (name) => [name, seen({ status: 200 })],
    ),
  ),
  "cargoworks-ai": {
    "claims.login": seen({
      user: "alice",
      surfaces: Object.fromEntries(SURFACES.map((surface) => [surface, { claims: whole }])),
    }),
    "browser.login": seen({ ...login, hops: login.hops.filter(({ url }) => !url.includes("hubref")) }),
    "browser.front": seen({ path: "/", status: 200 }),
  },
} as unknown as Report["evidence"];

/** A run with one claim lost on its way to the session, one of the wrong type, and pieces that were missed. */
export const sampleEvidence = {
  hub: {
    "discovery.public": seen({
      status: 200,
      url: "https://auth.cargo.ac/auth/v1/.well-known/openid-configuration",
    }),
    "discovery.backend": seen({ status: 200 }),
    "jwks.public": seen({ status: 200 }),
    "jwks.backend": {
      is: "missed" as const,
      because: "connect ECONNREFUSED: the issuer host closed the connection",
    },
    "jwks.advertised": { is: "missed" as const, because: "it needs jwks.backend", cause: ["jwks.backend"] },
  },
  "cargoworks-ai": {
    "claims.login": seen({
      user: "alice",
      surfaces: {
        hub_id_token: { claims: whole },
        hub_access_token: { claims: whole },
        hub_userinfo: { claims: whole },
        spoke_session: { claims: { ...withoutUsername, permissions: "shipments:read" } },
        spoke_rls: { unreached: "the probe function is not installed" },
      },
    }),
    "browser.login": seen(login),
    "browser.front": seen({ path: "/", status: 200 }),
  },
} as unknown as Report["evidence"];
