import type { Readiness } from "./verdict.ts";

/** Whom a proof is asked of: the hub's rows, the pilot, or every client spoke. */
type Whom = "hub" | "pilot" | "clients";

/** One thing that must be shown: a check that passes, a question that a person answered, or a gate that passed. */
export type Proof =
  | { readonly of: Whom; readonly check: string }
  | { readonly of: Whom; readonly question: string }
  | { readonly of: Whom; readonly gate: 1 | 2 | 3 | 4 };

/** A step of the onboarding sequence of seed 003, in its words. */
export interface Step {
  readonly id: string;
  readonly title: string;
  /** ids of earlier steps: while one of them is not Done, this one is not either */
  readonly restsOn: readonly string[];
  readonly proofs: readonly Proof[];
}

const check = (of: Whom, ...checks: readonly string[]): Proof[] => checks.map((one) => ({ of, check: one }));

/** "JWKS Trust Model and onboarding sequence" (seed 003), its ten steps. */
export const SEQUENCE: readonly Step[] = [
  {
    id: "issuer-reality",
    title: "Record issuer reality (RULE A)",
    restsOn: [],
    proofs: check(
      "hub",
      "endpoints/issuer-differs-from-public-domain",
      "endpoints/issuer-is-backend-host",
      "endpoints/issuer-same-from-both-hosts",
    ),
  },
  {
    id: "identity-authority",
    title: "Affirm Cargo A/C as identity authority (RULE B)",
    restsOn: [],
    proofs: [{ of: "pilot", question: "checklist/oidc-independence-documented" }],
  },
  {
    id: "confidential-clients",
    title: "Provision confidential clients",
    restsOn: [],
    proofs: [
      ...check("clients", "endpoints/client-confidential"),
      { of: "clients", question: "checklist/secret-out-of-band" },
    ],
  },
  {
    id: "redirect-allowlist",
    title: "Apply redirect allowlist",
    restsOn: ["confidential-clients"],
    proofs: check(
      "clients",
      "endpoints/callback-allowlisted",
      "endpoints/authorize-retired-redirects-refused",
    ),
  },
  {
    id: "target-configuration",
    title: "Apply Target Spoke Configuration",
    restsOn: ["issuer-reality", "confidential-clients", "redirect-allowlist"],
    proofs: check(
      "clients",
      "provider/registered-as-custom-oidc",
      "provider/cargo-provider-settings-match",
      "endpoints/issuer-matches-spoke-setting",
    ),
  },
  {
    id: "gate-1",
    title: "Gate 1: Endpoint validation (pilot)",
    restsOn: ["issuer-reality"],
    proofs: [{ of: "pilot", gate: 1 }],
  },
  {
    id: "gate-2",
    title: "Gate 2: Provider compatibility (pilot)",
    restsOn: ["gate-1"],
    proofs: [{ of: "pilot", gate: 2 }],
  },
  {
    id: "gate-3",
    title: "Gate 3: Token claims validation (pilot)",
    restsOn: ["gate-2"],
    proofs: [{ of: "pilot", gate: 3 }],
  },
  {
    id: "first-cutover",
    title: "Gate 4: First spoke cutover",
    restsOn: ["gate-1", "gate-2", "gate-3"],
    proofs: [{ of: "pilot", gate: 4 }, ...check("pilot", "readiness/target-promoted")],
  },
  {
    id: "hub-registration",
    title: "Hub spoke registration (heartbeat)",
    restsOn: [],
    proofs: check("hub", "readiness/hub-heartbeat", "readiness/hub-heartbeat-shown-live"),
  },
];

export type StepState = "Done" | "In progress" | "Planned";

export interface SettledStep {
  readonly id: string;
  readonly title: string;
  readonly state: StepState;
  /** what is shown, and what is open, in a sentence */
  readonly because: string;
}

export interface Standing {
  readonly id: string;
  readonly pilot: boolean;
  /** the newest whole decision on the target that still says something */
  readonly readiness: Readiness | undefined;
}

const holds = ({ readiness }: Standing, proof: Proof): boolean => {
  if (!readiness) return false;
  if ("gate" in proof) {
    const status = readiness.gates.find(({ gate }) => gate === proof.gate)?.status;
    return status === "passed" || status === "passed-with-fallback";
  }
  if ("question" in proof) {
    const items = (readiness.checklists ?? []).flatMap((list) => list.items);
    return items.some(({ question, state }) => question === proof.question && state === "attested");
  }
  const verdicts = readiness.verdicts.filter((one) => one.check === proof.check);
  const attested = (readiness.obligations ?? []).some(
    (one) => one.check === proof.check && (one.by === "attestation" || one.by === "decision"),
  );
  return verdicts.length > 0 && (verdicts.every(({ outcome }) => outcome === "pass") || attested);
};

const nameOf = (proof: Proof): string =>
  "gate" in proof ? `Gate ${proof.gate}` : "question" in proof ? proof.question : proof.check;

/** Rows of the hub stand in every run that rests on it; the pilot's is asked first, the hub's own before all. */
const asked = (proof: Proof, clients: readonly Standing[], hub: readonly Standing[]): readonly Standing[] => {
  if (proof.of === "clients") return clients;
  const pilot = clients.filter((one) => one.pilot);
  if (proof.of === "pilot") return pilot;
  const known = [...hub, ...pilot, ...clients].filter(({ readiness }) =>
    readiness?.verdicts.some((one) => "check" in proof && one.check === proof.check),
  );
  return known.slice(0, 1);
};

/** Every step with what the verdicts say of it. Nobody to ask is never Done. */
export const onboardingOf = (
  clients: readonly Standing[],
  /** decisions that may hold rows of the hub: its own run, the account home's */
  others: readonly Standing[],
  sequence: readonly Step[] = SEQUENCE,
): readonly SettledStep[] => {
  const settled: SettledStep[] = [];
  for (const { id, title, restsOn, proofs } of sequence) {
    const parts = proofs.flatMap((proof) => {
      const whom = asked(proof, clients, others);
      return whom.length === 0
        ? [{ shown: false, open: `${nameOf(proof)}: nobody was gated for it` }]
        : whom.map((one) => ({ shown: holds(one, proof), open: `${nameOf(proof)} of ${one.id}` }));
    });
    const shown = parts.filter((part) => part.shown).length;
    const open = parts.find((part) => !part.shown)?.open;
    const waits = restsOn.find((one) => settled.find((step) => step.id === one)?.state !== "Done");
    const waitsFor = settled.find((step) => step.id === waits)?.title;
    const state: StepState =
      shown === 0 ? "Planned" : open === undefined && waits === undefined ? "Done" : "In progress";
    const because =
      open === undefined
        ? waits === undefined
          ? `${shown} of ${parts.length} shown`
          : `all ${shown} shown, but it rests on "${waitsFor}"`
        : `${shown} of ${parts.length} shown; open: ${open}`;
    settled.push({ id, title, state, because });
  }
  return settled;
};
