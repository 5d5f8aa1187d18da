import type { Report } from "../../core/report.ts";
import { reportOf, type Said } from "./sample.ts";
import { sampleEvidence } from "./sample-evidence.ts";

const blocked = (check: string, because: string): Said => ({
  outcome: "unknown",
  because,
  resolvedBy: check,
  cause: [{ check }],
});

const kinds: Readonly<Record<string, Said>> = {
  "endpoints/issuer-same-from-both-hosts": {
    outcome: "fail",
    at: "issuer",
    expected: "https://hubref.supabase.co/auth/v1",
    actual: "https://hubref.supabase.co/auth/v1/",
    exchanges: ["x-0003", "x-0007"],
  },
  "endpoints/authorize-redirect-exact": {
    outcome: "fail",
    at: "trailing-slash",
    expected: "an error page, no redirect",
    actual: "302 to https://api.cargoworks.ai/auth/v1/callback/?code=(43)",
    exchanges: ["x-0041"],
    cases: [
      {
        name: "trailing-slash",
        outcome: "fail",
        at: "Location",
        expected: "an error page, no redirect",
        actual: "302 to https://api.cargoworks.ai/auth/v1/callback/?code=(43)",
        exchanges: ["x-0041"],
      },
      { name: "other-host", outcome: "pass" },
      { name: "extra-query", outcome: "pass" },
      { name: "upper-case-host", outcome: "unknown", because: "the hub answered 503 three times" },
      { name: "encoded-slash", outcome: "pass" },
    ],
  },
  "endpoints/pkce-plain-not-advertised": {
    outcome: "fail",
    at: "code_challenge_methods_supported",
    expected: ["S256"],
    actual: ["S256", "plain"],
  },
  "endpoints/jwks-same-keys-from-both-hosts": {
    outcome: "unknown",
    because: "jwks.backend was not seen: connect ECONNREFUSED",
    resolvedBy: "a run in which it is seen",
    cause: [
      { evidence: "jwks.backend", because: "connect ECONNREFUSED: the issuer host closed the connection" },
    ],
  },
  "endpoints/rotation-overlap": {
    outcome: "unknown",
    because: "no rotation driver was given",
    resolvedBy: "an attestation in spokes.yaml, or a rotation driver for this target",
  },
  "endpoints/tls-certificate-lasts": {
    outcome: "not-applicable",
    because: "the certificate of a local federation is made for each run",
  },
  "provider/no-password-field": {
    outcome: "fail",
    at: "https://cargoworks.ai/account/legacy-login",
    expected: { passwordFields: 0, forms: [] },
    actual: {
      passwordFields: 1,
      forms: [
        {
          fields: [
            { type: "email", name: "email" },
            { type: "password", name: "password", autocomplete: "current-password" },
          ],
          words: "Log in",
        },
      ],
    },
  },
  "provider/cookies-safe": {
    outcome: "fail",
    at: "cookie sb-session",
    expected: "HttpOnly",
    actual: "readable by scripts",
  },
  "claims/present-after-login": {
    outcome: "fail",
    at: "spoke_session.username",
    expected: "aokafor",
    actual: undefined,
    cases: [
      {
        name: "username on spoke_session",
        outcome: "fail",
        at: "app_metadata.username",
        expected: "aokafor",
        actual: undefined,
      },
      { name: "orgs on spoke_session", outcome: "pass" },
    ],
  },
  "claims/correct-for-user": blocked(
    "claims/present-after-login",
    "username is missing, so it cannot be compared",
  ),
  "claims/agree-across-surfaces": blocked("claims/correct-for-user", "there is nothing to compare"),
  "claims/readable-by-rls-after-login": {
    outcome: "unknown",
    because: "the probe function answered 404",
    resolvedBy: "installing contract/sql/probe.sql in the spoke's database and naming it in rls.probe",
  },
  "claims/id-token-valid": {
    outcome: "unknown",
    because: "harness error: Cannot read properties of undefined (reading 'kid')",
    resolvedBy: "a correction of the harness; please report it",
    harnessError:
      "TypeError: Cannot read properties of undefined (reading 'kid')\n    at judge (gates/claims/id-token-valid.check.ts:31:20)",
    cause: [{ threw: "Cannot read properties of undefined (reading 'kid')" }],
  },
  "readiness/gate-1-passed": { outcome: "fail", at: "gate 1", expected: "passed", actual: "failed" },
  "readiness/gate-2-passed": { outcome: "fail", at: "gate 2", expected: "passed", actual: "failed" },
  "readiness/gate-3-passed": { outcome: "fail", at: "gate 3", expected: "passed", actual: "failed" },
  "readiness/evidence-complete": {
    outcome: "fail",
    at: "required verdicts",
    expected: "none unknown",
    actual: "5 unknown",
  },
};

/** One blue pixel. */
const picture =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaPhfDwAEAQH/7yMK/gAAAABJRU5ErkJggg==";

export const go: Report = reportOf({
  decision: "GO",
  states: ["passed", "passed", "passed", "passed"],
  reasons: ["Every required check of gates 1 to 3 passed.", "The evidence is 7 seconds old and complete."],
  said: {
    "endpoints/tls-certificate-lasts": {
      outcome: "not-applicable",
      because: "the certificate of a local federation is made for each run",
    },
    "endpoints/pkce-plain-not-advertised": kinds["endpoints/pkce-plain-not-advertised"] as Said,
  },
});

export const noGo: Report = reportOf({
  decision: "NO-GO",
  states: ["failed", "failed", "failed", "failed"],
  reasons: [
    "Gate 1 (Endpoints) failed: the two hosts name different issuers, and one more requirement is broken.",
    "Gate 2 (Provider compatibility) failed: a page has a password field.",
    "Gate 3 (Claims) failed: contract claims are missing after login. This is a failed migration.",
  ],
  said: kinds,
  evidence: sampleEvidence,
  screenshots: [
    {
      path: "cargoworks-ai/journeys/login-1.png",
      caption: "The front page, signed out",
      hop: 0,
      data: picture,
    },
    { path: "cargoworks-ai/journeys/login-2.png", caption: "Cargo asks who it is", hop: 5, data: picture },
  ],
  harnessErrors: [
    "claims/id-token-valid threw: TypeError: Cannot read properties of undefined (reading 'kid')",
  ],
});

export const paused: Report = reportOf({
  decision: "PAUSED",
  states: ["passed", "paused", "unknown", "paused"],
  reasons: [
    "Gate 2 (Provider compatibility) is paused: the backend fetches a discovery document although Auto-discovery is off.",
  ],
  said: {
    "provider/autodiscovery-off": {
      outcome: "fail",
      at: "requests for the discovery document",
      expected: 0,
      actual: 3,
    },
    "provider/authorization-endpoint-honoured": {
      outcome: "fail",
      at: "Location of the first redirect",
      expected: "https://auth.cargo.ac/auth/v1/oauth/authorize",
      actual: "https://hubref.supabase.co/auth/v1/oauth/authorize",
    },
    "provider/browser-stays-branded": {
      outcome: "fail",
      at: "hop 3",
      expected: "a branded host",
      actual: "hubref.supabase.co",
    },
    "claims/correct-for-user": {
      outcome: "unknown",
      because: "no login completed",
      resolvedBy: "provider/login-completes",
      cause: [{ check: "provider/login-completes" }],
    },
    "readiness/gate-2-passed": { outcome: "fail", at: "gate 2", expected: "passed", actual: "paused" },
  },
});

export const notKnown: Report = reportOf({
  decision: "UNKNOWN",
  states: ["unknown", "passed", "unknown", "unknown"],
  reasons: [
    "Gate 1 is unknown: the issuer host could not be reached.",
    "Give the harness a way to look at row policies: install the RLS probe.",
  ],
  said: Object.fromEntries(Object.entries(kinds).filter(([, { outcome }]) => outcome !== "fail")),
});

export const held: Report = reportOf({
  decision: "HELD",
  states: ["passed", "passed", "passed", "held"],
  reasons: ["CargoWorks AI is the pilot and has no GO in force on this target."],
});

export const partial: Report = reportOf({
  decision: null,
  states: ["passed"],
  only: [1],
  reasons: ["Only gate 1 was run."],
});

export const waived: Report = reportOf({
  decision: "GO",
  states: ["passed", "passed", "passed", "passed"],
  reasons: ["Every required check passed or is waived."],
  said: { "endpoints/authorize-redirect-exact": kinds["endpoints/authorize-redirect-exact"] as Said },
  excused: [
    {
      spoke: "cargoworks-ai",
      check: "endpoints/authorize-redirect-exact",
      by: "waiver",
      owner: "identity team",
      reason: "the edge strips the slash until its next release",
      link: "https://example.test/decisions/12",
      until: "2026-12-31",
    },
  ],
});

export const samples = { go, noGo, paused, notKnown, held, partial, waived };
