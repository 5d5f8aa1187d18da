import type { Found } from "../../core/envelope.ts";
import type { Report } from "../../core/report.ts";
import type { Verdict } from "../../core/verdict.ts";
import { paused, waived } from "./sample-reports.ts";

const seen = (value: object): Found => ({ is: "seen", value, seenAt: "2026-11-20T09:14:02.120Z" }) as Found;

const settings = ["issuer", "authorization", "token", "userinfo", "jwks"];
const set = Object.fromEntries(settings.map((one) => [one, `https://trip.gates.test/t1/${one}`]));
const document = Object.fromEntries(
  settings.map((one) => [one, `https://trip.gates.test/t1/poisoned/${one}`]),
);

const login = (name: string, session: boolean) => ({ name, session, own: { status: session ? 200 : 401 } });
const about = (field: string, touches: readonly string[], logins: readonly object[]) => ({
  poisoned: [field],
  set,
  document,
  answer: { status: 201, exchange: "x77", url: "https://api.cargoworks.ai/auth/v1/admin/custom-providers" },
  stored: field === "userinfo" ? {} : set,
  touches: touches.map((at) => ({ at, phase: "start" })),
  logins,
  ended: "removed",
});

/** A backend that takes its token endpoint from the document, and fetches it at every start. */
const tripwireSettings = seen({
  registrations: [
    {
      poisoned: [],
      set,
      document: set,
      answer: { status: 201 },
      sent: { kind: "oidc", ...set, scopes: ["openid"] },
      read: { kind: "oidc", ...set, userinfo: undefined, scopes: ["openid", "email"] },
      logins: [login("manual", true)],
    },
    about("issuer", ["discovery"], [login("manual", true), login("poisoned", false)]),
    about("authorization", ["authorization"], [login("manual", true)]),
    about("token", ["authorization", "poisoned token"], [login("manual", false)]),
    about("userinfo", [], []),
    about("jwks", ["jwks"], [login("manual", true), login("poisoned", true)]),
  ],
});

const latencySamples = seen({
  endpoints: [
    { name: "discovery", url: "https://auth.cargo.ac/d", ms: [12, 18, 15, 900, 14] },
    { name: "token", url: "https://auth.cargo.ac/t", ms: [], error: "connect ECONNREFUSED" },
  ],
  late_ms: 2.5,
});

const withExchange = (verdict: Verdict): Verdict =>
  verdict.check === "provider/autodiscovery-off" ? { ...verdict, exchanges: ["x77"] } : verdict;

/** A paused run about which everything is known that a report can show. */
export const full: Report = {
  ...paused,
  readiness: {
    ...paused.readiness,
    verdicts: paused.readiness.verdicts.map(withExchange),
    world: "healthy",
    faults: ["provider/discovery-forced"],
    notes: ["Live discovery was read once more and says the same."],
    checklists: [
      {
        id: "readiness/client-guide",
        title: "Internal app migration",
        source: "S0:TEST-CHECKLIST",
        items: [
          { text: "One button, Continue with Cargo", state: "proven", checks: ["provider/one-button"] },
          {
            text: "Auto-discovery is OFF",
            state: "failed",
            checks: ["provider/autodiscovery-off"],
            because: "provider/autodiscovery-off failed",
          },
          {
            text: "The secret came out of band",
            state: "unknown",
            checks: [],
            question: "checklist/secret-out-of-band",
            because: "nobody attested",
            resolvedBy: "an attestation of checklist/secret-out-of-band in spokes.yaml",
          },
          {
            text: "The trigger is documented",
            state: "attested",
            checks: [],
            because: "attested by jo until 2026-12-01",
          },
        ],
      },
    ],
    obligations: paused.readiness.verdicts
      .filter(({ level }) => level === "required")
      .map(({ gate, spoke, check, outcome, seenAt }) => ({
        gate,
        spoke,
        check,
        by: outcome === "pass" ? ("evidence" as const) : ("open" as const),
        ...(seenAt !== undefined && { seenAt }),
      })),
  },
  checks: {
    ...paused.checks,
    ...(paused.checks["endpoints/discovery-answers"] && {
      "endpoints/discovery-answers": {
        ...paused.checks["endpoints/discovery-answers"],
        needs: ["discovery.public"],
      },
    }),
  },
  evidence: {
    ...paused.evidence,
    hub: {
      ...paused.evidence.hub,
      "discovery.public": seen({ status: 200, headers: { age: "340" } }),
      "latency.samples": latencySamples,
    },
    "cargoworks-ai": { ...paused.evidence["cargoworks-ai"], "tripwire.settings": tripwireSettings },
  },
  excused: waived.excused ?? [],
  settings: { file: "spokes.yaml", lines: { hub: 12, "cargoworks-ai": 142 } },
  temporary: [
    {
      endpoint: "token",
      url: "https://hubref.supabase.co/auth/v1/oauth/token",
      owner: "identity team",
      link: "https://example.test/tickets/9",
      until: "2026-11-25",
    },
  ],
  drift: [
    {
      since: "run 20261101-101500-aa11, the baseline that release engineering approved on 2026-11-01",
      changes: [
        { kind: "keys", at: "jwks.public kids", before: ["a1"], now: ["a1", "b2"] },
        { kind: "hosts", at: "browser.login", before: undefined, now: "widget.vendor.test" },
      ],
    },
  ],
  proof: { checks: 172, faults: 250 },
};
