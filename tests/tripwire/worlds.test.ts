import { expect, test } from "vitest";
import { makeMatrix, PHASES } from "../../core/claims/matrix.ts";
import { tracePaths } from "../../core/claims/path.ts";
import { readExcuses } from "../../core/excuses.ts";
import { gateStatus, gatesFor, settle } from "../../core/gate-status.ts";
import { decisionOf } from "../../core/readiness.ts";
import { withDecision } from "../../core/tripwire/decision.ts";
import { modeOf } from "../../core/tripwire/mode.ts";
import { reviewPack } from "../../core/tripwire/review.ts";
import { chooseFaults, worldNamed } from "../../scripts/run/faults.ts";
import { reviewedIn } from "../../scripts/run/reviewed.ts";
import { bench, failedIn, PILOT, tryWorld } from "../support/try-world.ts";

const { settings, toolbox } = await bench();
const checks = new Map(toolbox.checks.map(({ id, value }) => [id, value]));
const pauses = new Set(toolbox.checks.flatMap(({ id, value }) => (value.pauses ? [id] : [])));
const now = new Date();

const inWorld = async (name: string) => {
  const tried = await tryWorld(await chooseFaults(name, []));
  expect(tried.harnessErrors).toEqual([]);
  const { file } = await reviewedIn({ world: name, target: "local" }, settings);
  const spoke = file.spokes.find(({ id }) => id === PILOT);
  const found = tried.read(PILOT, "tripwire.settings");
  if (found?.is !== "seen") throw new Error("the tripwire saw nothing");
  const evidence = found as Extract<Parameters<typeof withDecision>[1]["settings"], { is: "seen" }>;
  const { excuses, notes } = withDecision(
    readExcuses({ waivers: [], attestations: [] }, "local", pauses, now),
    {
      spoke: PILOT,
      decision: spoke?.kind === "client" ? spoke.architecture_decision : undefined,
      target: "local",
      settings: evidence,
      now,
    },
  );
  const settled = settle(tried.plan, tried.verdicts, excuses);
  const gates = gatesFor("client").map((gate) => gateStatus(gate, settled, checks));
  const phases = PHASES.map((phase) => {
    const piece = tried.read(PILOT, `claims.${phase}`);
    return [phase, piece?.is === "seen" ? piece.value : undefined];
  });
  return {
    lost: tracePaths(makeMatrix(settings.contract, Object.fromEntries(phases))),
    failed: failedIn(tried.verdicts),
    mode: modeOf(evidence.value),
    pack: reviewPack(evidence.value),
    decision: decisionOf(gates, []),
    gate2: gates[1]?.status,
    notes,
    expected: (await worldNamed(name)).expects,
  };
};

const CLAIMS = [
  "claims/app-access-present",
  "claims/own-tables-still-work",
  "claims/present-after-login",
  "claims/present-after-org-switch",
  "claims/present-after-refresh",
  "claims/present-after-rotation",
];
const SETTINGS = [
  "provider/authorization-endpoint-honoured",
  "provider/autodiscovery-off",
  "provider/cargo-provider-settings-match",
  "provider/issuer-honoured",
  "provider/jwks-endpoint-honoured",
  "provider/token-endpoint-honoured",
];
const ID_TOKEN = [
  "alg-confusion",
  "alg-none",
  "bad-signature",
  "expired",
  "extra-audience",
  "future-token",
  "missing-iat",
  "missing-id-token",
  "missing-sub",
  "unknown-kid",
  "userinfo-sub-mismatch",
  "wrong-audience",
  "wrong-issuer",
].map((name) => `provider/refuses-${name}`);

/** Supabase Auth in its own manner, as hub and as spoke, whichever kind of provider is registered. */
const OWN_MANNER = [
  "claims/client-token-limited",
  "claims/hub-refresh-reuse-refused",
  "claims/id-token-not-a-bearer",
  "claims/spoke-refresh-reuse",
  "endpoints/authorize-missing-response-type-refused",
  "endpoints/authorize-pkce-required",
  "endpoints/authorize-post-supported",
  "endpoints/authorize-prompt-none",
  "endpoints/authorize-returns-iss",
  "endpoints/claims-advertised",
  "endpoints/hs256-not-advertised",
  "endpoints/logout-cors",
  "endpoints/logout-preflight",
  "endpoints/pkce-plain-not-advertised",
  "endpoints/token-client-auth-error-standard",
  "endpoints/token-no-store",
  "endpoints/token-replay-revokes",
  "endpoints/userinfo-error-standard",
  "provider/authorize-params-not-leaked",
  "provider/checks-at-hash",
  "provider/mix-up-refused",
  "provider/refuses-extra-audience",
  "provider/refuses-future-token",
  "provider/refuses-missing-iat",
  "provider/refuses-missing-id-token",
];

test.each([
  { world: "supabase-oidc", mode: "discovery" },
  { world: "supabase-oidc-discovery-url", mode: "discovery-url" },
])("$world pauses: discovery decides, what was entered is dropped", async ({ world, mode }) => {
  const seen = await inWorld(world);
  expect(seen.failed).toEqual(
    [...CLAIMS, ...SETTINGS, ...OWN_MANNER, "provider/userinfo-endpoint-honoured"].sort(),
  );
  expect(seen).toMatchObject({ mode, decision: "PAUSED", expected: "PAUSED", gate2: "paused" });
  expect(seen.pack.dropped).toEqual(["authorization", "token", "userinfo", "jwks"]);
  expect(seen.pack.discovery).toEqual(["registration", "start"]);
  // amr alone is the spoke's own; every other claim ends in the hub's access token, in every phase
  const claims = settings.contract.claims.map(({ name }) => name).filter((name) => name !== "amr");
  expect(
    Object.fromEntries(seen.lost.map(({ claim, phase, hop, after }) => [`${claim} ${phase}`, [hop, after]])),
  ).toEqual(
    Object.fromEntries(
      claims.flatMap((claim) =>
        PHASES.map((phase) => [`${claim} ${phase}`, ["hub-to-id-token", "hub_access_token"]]),
      ),
    ),
  );
  // userinfo too: it is asked where the document says, for want of an id_token
  expect(new Set(seen.pack.table.map(({ standing }) => standing))).toEqual(new Set(["overridden"]));
  expect(seen.pack.loses.join()).toContain("unsigned userinfo");
  expect(seen.pack.capabilityOnly).toBeUndefined();
});

test("supabase-oauth2 pauses: endpoints are honoured, issuer and id_token are not looked at", async () => {
  const seen = await inWorld("supabase-oauth2");
  expect(seen.failed).toEqual(
    [
      ...new Set([
        ...CLAIMS,
        ...ID_TOKEN,
        ...OWN_MANNER,
        "provider/cargo-provider-settings-match",
        "provider/issuer-honoured",
        "provider/jwks-endpoint-honoured",
        "provider/registered-as-custom-oidc",
      ]),
    ].sort(),
  );
  expect(seen).toMatchObject({ mode: "oauth2", decision: "PAUSED", expected: "PAUSED", gate2: "paused" });
  const standing = Object.fromEntries(seen.pack.table.map((row) => [row.field, row.standing]));
  expect(standing).toEqual({
    issuer: "ignored",
    authorization: "honoured",
    token: "honoured",
    userinfo: "honoured",
    jwks: "ignored",
  });
  expect(seen.pack.dropped).toEqual(["issuer"]);
});

test("supabase-remedied passes under its architecture decision, and says what is lost", async () => {
  const seen = await inWorld("supabase-remedied");
  expect(seen.lost).toEqual([]);
  expect(seen.failed).toEqual(
    [
      ...SETTINGS,
      ...OWN_MANNER.filter((id) => id.startsWith("provider/")),
      "provider/userinfo-endpoint-honoured",
    ].sort(),
  );
  expect(seen).toMatchObject({ mode: "discovery-url", decision: "GO", expected: "GO", gate2: "passed" });
  expect(seen.notes.join("\n")).toMatch(/Accepted by architecture decision[\s\S]*Lost in this mode/);
});
