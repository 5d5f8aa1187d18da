import { expect, test } from "vitest";
import type { Entries } from "../../core/excuses.ts";
import { readExcuses } from "../../core/excuses.ts";
import type { Verdict } from "../../core/verdict.ts";

const now = new Date("2026-06-01T12:00:00Z");
const entry = {
  check: "provider/other",
  spoke: "pilot",
  target: "live",
  owner: "somebody",
  reason: "a reason that is long enough",
  link: "https://example.org/1",
  until: "2026-06-01",
};
const attestation = { ...entry, on: "2026-05-01" };
const verdict = (change: Partial<Verdict> = {}): Verdict => ({
  spoke: "pilot",
  check: "provider/other",
  gate: 2,
  level: "required",
  outcome: "fail",
  ...change,
});
const read = (entries: Partial<Entries>, pauses: string[] = []) =>
  readExcuses({ waivers: [], attestations: [], ...entries }, "live", new Set(pauses), now, (check) =>
    check === "endpoints/token-works-on-public-domain" ? "token" : undefined,
  );

test("a waiver holds for its check, spoke and target, through its last day, and for a fail only", () => {
  const { of } = read({ waivers: [entry] });
  expect(of(verdict())).toMatchObject({ by: "waiver", owner: "somebody", until: "2026-06-01" });
  expect(of(verdict({ check: "provider/another" }))).toBeUndefined();
  expect(of(verdict({ spoke: "other" }))).toBeUndefined();
  expect(of(verdict({ outcome: "unknown" }))).toBeUndefined();
  expect(read({ waivers: [{ ...entry, target: "staging" }] }).of(verdict())).toBeUndefined();
  expect(read({ waivers: [{ ...entry, until: "2026-05-31" }] }).of(verdict())).toBeUndefined();
});

test("one attestation vouches for every spoke that it lists, and for no other", () => {
  const { of, answer } = read({ attestations: [{ ...attestation, spoke: ["pilot", "second"] }] });
  expect(of(verdict({ outcome: "unknown", spoke: "second" }))).toMatchObject({ by: "attestation" });
  expect(of(verdict({ outcome: "unknown", spoke: "third" }))).toBeUndefined();
  expect(answer(attestation.check, "pilot")).toBeDefined();
  expect(answer(attestation.check, "third")).toBeUndefined();
});

test.each([
  "claims/present-after-login",
  "readiness/pilot-first",
  "provider/manual",
  "provider/no-secret-in-page",
  "provider/no-shared-secret",
  "provider/client-secret-not-in-url",
  "provider/no-token-left-in-url",
  "provider/no-hub-token-in-page",
  "endpoints/jwks-no-secret-material",
])("%s is never waived, and a waiver of it is named", (check) => {
  const { of, complaints } = read({ waivers: [{ ...entry, check }] }, ["provider/manual"]);
  expect(of(verdict({ check }))).toBeUndefined();
  expect(complaints([verdict({ check })], ["pilot"]).join()).toContain("may never be waived: delete it");
});

test("an attestation answers an unknown, never a fail, a harness error or the decision's own rows", () => {
  const { of } = read({ attestations: [attestation] });
  expect(of(verdict({ outcome: "unknown" }))).toMatchObject({ by: "attestation" });
  expect(of(verdict())).toBeUndefined();
  expect(of(verdict({ outcome: "unknown", harnessError: "it threw" }))).toBeUndefined();
  for (const check of ["readiness/pilot-first", "readiness/evidence-fresh", "readiness/gate-2-passed"]) {
    const own = read({ attestations: [{ ...attestation, check }] });
    expect(own.of(verdict({ check, outcome: "unknown", gate: 4 }))).toBeUndefined();
  }
});

test("claims, manual settings and secrets are vouched for only where the row itself asks a person", () => {
  for (const check of ["claims/present-after-login", "provider/manual", "provider/no-secret-in-page"]) {
    const { of, complaints } = read({ attestations: [{ ...attestation, check }] }, ["provider/manual"]);
    const shown = verdict({ check, outcome: "unknown", resolvedBy: "set the environment variable X" });
    expect(of(shown), check).toBeUndefined();
    expect(complaints([shown], ["pilot"]).join()).toContain("vouches for what a run must show");
    const asked = verdict({ check, outcome: "unknown", resolvedBy: "attest it in spokes.yaml" });
    expect(of(asked), check).toMatchObject({ by: "attestation" });
    expect(complaints([asked], ["pilot"])).toEqual([]);
  }
});

test("entries that expired, are stale, or dated ahead are named, and only those of the spokes that are judged", () => {
  const pass = [verdict({ outcome: "pass" })];
  const say = (entries: Partial<Entries>, rows = pass) => read(entries).complaints(rows, ["pilot"]).join();
  expect(say({ waivers: [entry] })).toContain("is stale, the check passes now: delete it");
  expect(say({ attestations: [attestation] })).toContain("is stale, the check passes now: delete it");
  expect(say({ waivers: [{ ...entry, until: "2026-05-31" }] })).toContain(
    "expired on 2026-05-31 and is void",
  );
  expect(say({ attestations: [{ ...attestation, until: "2026-05-31" }] })).toContain("expired on 2026-05-31");
  expect(say({ attestations: [{ ...attestation, on: "2026-06-02" }] })).toContain("has not come");
  expect(say({ waivers: [entry] }, [verdict()])).toBe("");
  expect(say({ waivers: [{ ...entry, spoke: "other", until: "2020-01-01" }] })).toBe("");
});

const temporary = {
  endpoint: "token" as const,
  url: "https://ref.example.net/auth/v1/oauth/token",
  owner: "somebody",
  link: "https://example.org/2",
  until: "2026-06-01",
};
const exposure = (...actuals: string[]) =>
  verdict({
    check: "provider/browser-stays-branded",
    cases: [
      { name: "clean", outcome: "pass" },
      ...actuals.map((actual) => ({ name: actual, outcome: "fail" as const, actual })),
    ],
  });

test("a spoke that entered the temporary endpoint is excused for that entry, and for no other", () => {
  const { of } = read({ temporary: [temporary] });
  const entered = (...cases: readonly (readonly [at: string, actual: string])[]) =>
    verdict({
      check: "endpoints/manual-endpoints-match-discovery",
      cases: cases.map(([at, actual]) => ({ name: at, outcome: "fail" as const, at, actual })),
    });
  const token = ["provider.endpoints.token", temporary.url] as const;
  expect(of(entered(token))).toMatchObject({ owner: "somebody", until: "2026-06-01" });
  expect(of(entered(token, ["provider.endpoints.jwks", temporary.url]))).toBeUndefined();
  expect(of(entered(["provider.endpoints.token", "https://evil.example/token"]))).toBeUndefined();
  expect(of(entered())).toBeUndefined();
});

test("a temporary endpoint excuses its own row and its own exposure, and nothing beside", () => {
  const { of } = read({ temporary: [temporary] });
  const seen = `ref.example.net (the issuer's): POST ${temporary.url}?x=1`;
  expect(of(verdict({ check: "endpoints/token-works-on-public-domain" }))?.reason).toContain(temporary.url);
  expect(of(exposure(seen))).toMatchObject({ owner: "somebody" });
  expect(
    of(exposure(seen, "ref.example.net: GET https://ref.example.net/auth/v1/oauth/authorize")),
  ).toBeUndefined();
  expect(
    of(exposure("ref.example.net: GET https://ref.example.net/auth/v1/oauth/token.evil")),
  ).toBeUndefined();
  expect(of(exposure("connection to ref.example.net:443"))).toBeUndefined();
  expect(of(exposure())).toBeUndefined();
  expect(of(verdict())).toBeUndefined();
  const over = read({ temporary: [{ ...temporary, until: "2026-05-31" }] });
  expect(over.of(exposure(seen))).toBeUndefined();
  expect(over.complaints([], ["pilot"]).join()).toContain("expired on 2026-05-31 and is void");
});

test("a heartbeat is vouched for where nobody declared where it is seen, and not where it was seen", () => {
  const check = "readiness/hub-heartbeat";
  const { of, complaints } = read({ attestations: [{ ...attestation, check, spoke: "hub" }] });
  const row = { check, spoke: "hub", gate: 4, level: "advisory", outcome: "unknown" } as const;
  const undeclared = verdict({
    ...row,
    resolvedBy: "hub.heartbeat.endpoint in spokes.yaml, or an attestation of who looked",
  });
  expect(of(undeclared)).toMatchObject({ by: "attestation" });
  expect(of(verdict({ ...row, resolvedBy: "a look that lasts until the next one comes" }))).toBeUndefined();
  expect(of(verdict({ ...row, outcome: "fail" }))).toBeUndefined();
  expect(complaints([verdict({ ...row, outcome: "pass" })], ["hub"])).toEqual([
    expect.stringContaining("stale"),
  ]);
});
