import { expect, test } from "vitest";
import { readExcuses } from "../../core/excuses.ts";
import { droppable, temporaryOf } from "../../core/fallback.ts";
import { gateStatus, settle } from "../../core/gate-status.ts";
import { allFaults } from "../../scripts/run/faults.ts";
import { bench, tryWorld } from "../support/try-world.ts";

const { toolbox } = await bench();
const faults = await allFaults();
const checks = new Map(toolbox.checks.map(({ id, value }) => [id, value]));
const endpoints = [...checks.keys()].filter((id) => id.startsWith("endpoints/"));
const nothing = { covers: () => false, complaints: () => [] };

const gateOne = async (name: string) => {
  const fault = faults.find(({ id }) => id === `endpoints/${name}`)?.value;
  if (!fault) throw new Error(`no fault ${name}`);
  const tried = await tryWorld([fault], { checks: endpoints });
  const settled = settle(tried.plan, tried.verdicts, { ...nothing } as never);
  return { ...tried, status: gateStatus(1, settled, checks) };
};

test.each([
  ["discovery", "discovery-missing", "/.well-known/openid-configuration"],
  ["jwks", "jwks-missing", "/.well-known/jwks.json"],
  ["authorization", "authorize-down", "/oauth/authorize"],
  ["token", "token-down", "/oauth/token"],
  ["userinfo", "userinfo-down", "/oauth/userinfo"],
])(
  "the public domain is down for %s: Gate 1 passes with fallback and says what to use",
  async (endpoint, fault, path) => {
    const { status, verdicts, harnessErrors } = await gateOne(fault);
    expect(harnessErrors).toEqual([]);
    expect(status.status).toBe("passed-with-fallback");
    expect(status.blockedBy).toHaveLength(1);
    expect(temporaryOf(verdicts)).toEqual([{ endpoint, url: `https://hubref.supabase.co/auth/v1${path}` }]);
    const told = verdicts.filter(({ note }) => note?.includes("hubref.supabase.co"));
    expect(told.map(({ check }) => check)).not.toEqual([]);
  },
);

test.each(["authorize-down-everywhere", "token-down-everywhere", "hub-down"])(
  "%s: there is nothing to fall back to",
  async (fault) => {
    const { status, verdicts } = await gateOne(fault);
    expect(status.status).toBe("failed");
    expect(status.blockedBy).toContain("endpoints/fallback-computed");
    expect(temporaryOf(verdicts)).toEqual([]);
  },
);

test("a required row that is unknown for another reason still keeps the gate from passing", async () => {
  const { plan, verdicts } = await gateOne("discovery-missing");
  const spoilt = verdicts.map((verdict) =>
    verdict.check !== "endpoints/tls-certificate-valid"
      ? verdict
      : { ...verdict, outcome: "unknown" as const, because: "not seen", resolvedBy: "another run" },
  );
  expect(gateStatus(1, settle(plan, spoilt, { ...nothing } as never), checks).status).toBe("unknown");
});

const URL_THERE = "https://hubref.supabase.co/auth/v1/oauth/token";
const declared = {
  endpoint: "token" as const,
  url: URL_THERE,
  owner: "a team",
  link: "https://example.com/1",
  until: "2099-12-31",
};
const endpointOf = (id: string) => checks.get(id)?.publicEndpoint;

test("a declared temporary endpoint excuses its fail, and the gate still says that it rests on the fallback", async () => {
  const { plan, verdicts } = await gateOne("token-down");
  const entries = { waivers: [], attestations: [], temporary: [declared] };
  const excuses = readExcuses(entries, "local", new Set(), new Date(), endpointOf);
  const status = gateStatus(1, settle(plan, verdicts, excuses), checks);
  expect(status).toMatchObject({
    status: "passed-with-fallback",
    blockedBy: ["endpoints/token-works-on-public-domain"],
  });
  expect(droppable([declared], verdicts, endpointOf)).toEqual([]);
});

test("once the public domain works, the run says which entry can be dropped", async () => {
  const { verdicts } = await tryWorld([], { checks: ["endpoints/token-works-on-public-domain"] });
  const said = droppable([declared, { ...declared, endpoint: "userinfo" }], verdicts, endpointOf);
  expect(said).toEqual([
    expect.stringContaining(`The temporary token endpoint ${URL_THERE} (a team) can be dropped`),
  ]);
});
