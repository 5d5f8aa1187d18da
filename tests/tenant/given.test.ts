import { expect, test } from "vitest";
import { inRegistry, namesAt, registry } from "./in-registry.ts";

const { spoke } = registry;
const WRITES = [
  "endpoints/tenant-create-customer",
  "endpoints/tenant-graphql-mutation",
  "claims/tenant-viewer-read-only",
  "claims/tenant-admin-limits",
  "claims/tenant-owner-full",
  "claims/tenant-customer-token-writes-nothing",
  "claims/tenant-writes-stay-home",
];

test("where nothing may be written nothing is, and the rows that need it say so", () =>
  inRegistry(async ({ ask, open }) => {
    const target = { ...registry.target, allowWrites: false };
    const doors = open();
    const before = await namesAt(doors, "acme");
    const verdicts = await ask(WRITES, { subject: { ...registry, target }, doors });
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(WRITES.map(() => "unknown"));
    for (const { because } of verdicts) expect(because).toContain("allow_writes: true under targets.local");
    expect(await namesAt(doors, "acme")).toEqual(before);
    const sent = JSON.stringify(doors.har());
    expect(sent).not.toMatch(/"method":"(PUT|PATCH|DELETE)"|mutation/);
  }));

test("a run leaves both tenants as it found them", () =>
  inRegistry(async ({ ask, open }) => {
    const doors = open();
    const before = [await namesAt(doors, "acme"), await namesAt(doors, "beta-corp")];
    const verdicts = await ask(WRITES, { doors });
    expect(verdicts.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
    expect([await namesAt(doors, "acme"), await namesAt(doors, "beta-corp")]).toEqual(before);
  }));

test("a token that is not given leaves its own cells unknown, and says which variable", () =>
  inRegistry(async ({ ask, open }) => {
    const { GATES_PACKAGES_ACME_VIEWER: _, ...env } = process.env;
    const asked = ["claims/tenant-viewer-read-only", "claims/tenant-owner-full"];
    const [viewer, owner] = await ask(asked, { doors: open({ env }) }).then((all) =>
      asked.map((check) => all.find((one) => one.check === check)),
    );
    expect(owner?.outcome).toBe("pass");
    expect(viewer).toMatchObject({
      outcome: "unknown",
      resolvedBy: "set the environment variable GATES_PACKAGES_ACME_VIEWER",
    });
  }));

test.each([
  ["cma_scope", { ...spoke, cma_scope: undefined }, "claims/tenant-token-bound", "cma_scope of the spoke"],
  [
    "a suspended tenant",
    { ...spoke, tenants: { first: spoke.tenants.first, second: spoke.tenants.second } },
    "endpoints/tenant-suspended",
    "tenants.suspended",
  ],
  [
    "how collections are managed",
    {
      ...spoke,
      operations: { ...spoke.operations, create_collection: undefined, delete_collection: undefined },
    },
    "claims/tenant-admin-limits",
    "operations.create_collection",
  ],
  [
    "how settings are read",
    { ...spoke, operations: { ...spoke.operations, read_settings: undefined } },
    "claims/tenant-viewer-read-only",
    "declare read_settings with gives.text",
  ],
] as const)("what the guide leaves open is unknown until it is declared: %s", (_what, changed, check, give) =>
  inRegistry(async ({ ask }) => {
    const [verdict] = await ask([check], { subject: { ...registry, spoke: changed as typeof spoke } });
    expect(verdict?.outcome).toBe("unknown");
    expect(JSON.stringify(verdict)).toContain(give);
    expect(verdict?.cases?.some(({ outcome }) => outcome === "fail")).not.toBe(true);
  }),
);

test("where CMA tokens hold in all of the installation, that they do is what must hold", () =>
  inRegistry(async ({ ask }) => {
    const subject = { ...registry, spoke: { ...spoke, cma_scope: "installation" as const } };
    const [verdict] = await ask(["claims/tenant-token-bound"], { subject });
    expect(verdict).toMatchObject({ outcome: "fail", expected: "an answer" });
  }));
