import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Found } from "../../core/envelope.ts";
import type { Reader } from "../../core/store.ts";
import type { Subject } from "../../core/subject.ts";
import { startFederation } from "../../fixtures/federation/start.ts";
import { allFaults } from "../../scripts/run/faults.ts";
import { keptSettings } from "../../scripts/run/settings.ts";
import { readLive } from "../../scripts/runs/live.ts";
import { inFolder } from "../support/cli.ts";
import { bench, PILOT } from "../support/try-world.ts";

const { all } = await bench();
const subjectOf = (id: string): Subject => {
  const found = all.find((one) => one.id === id);
  if (!found) throw new Error(`no spoke ${id}`);
  return found;
};
const spoke = subjectOf(PILOT);

const reader = (pieces: Readonly<Record<string, unknown>>): Reader => {
  return (_spoke, name) =>
    Object.hasOwn(pieces, name)
      ? ({ is: "seen", value: { json: pieces[name] }, seenAt: "2026-06-01T00:00:00Z" } as Found)
      : undefined;
};

/** A federation with these faults, reached as any other target is: by its address and with its CA. */
const withTarget = async (
  fault: string | undefined,
  work: (live: (read: Reader) => ReturnType<typeof readLive>, close: () => Promise<void>) => Promise<void>,
) =>
  inFolder(async (folder) => {
    const { settings, trust } = await bench();
    const faults = (await allFaults()).filter(({ id }) => id === fault).map(({ value }) => value);
    expect(faults.length).toBe(fault === undefined ? 0 : 1);
    const { file, contract, secret } = settings;
    const federation = await startFederation({
      file,
      contract,
      target: "local",
      spoke: PILOT,
      secret,
      trust,
      faults,
    });
    const ca = join(folder, "ca.pem");
    writeFileSync(ca, federation.ca);
    const own = keptSettings(settings.texts, folder);
    const issuer = file.targets.local?.issuer;
    const outside = {
      ...file.targets.local,
      issuer,
      embedded: false,
      resolve: federation.resolve,
      ca_file: ca,
    };
    const targets = { ...own.file.targets, local: outside } as typeof own.file.targets;
    try {
      await work(
        (read) => readLive({ ...own, file: { ...own.file, targets } }, "local", spoke, read),
        federation.close,
      );
    } finally {
      await federation.close();
    }
  });

/** What the healthy hub says, as evidence. */
const seen: Record<string, unknown> = {};

test("live that says the same is the same; a hub that is gone is unreachable", () =>
  withTarget(undefined, async (live, close) => {
    const first = await live(reader({}));
    if (first.is !== "different") throw new Error(`expected every member to be new, got ${first.is}`);
    seen["discovery.public"] = Object.fromEntries(
      first.differences.map(({ at, actual }) => [at.replace("discovery: ", ""), actual]),
    );
    expect(seen["discovery.public"]).toHaveProperty("issuer");
    expect(await live(reader(seen))).toMatchObject({ is: "same" });
    const otherKeys = { ...seen, "jwks.public": { keys: [{ kid: "another" }] } };
    expect(await live(reader(otherKeys))).toMatchObject({
      is: "different",
      differences: [{ at: "JWKS: kids", expected: ["another"] }],
    });
    await close();
    expect(await live(reader(seen))).toMatchObject({ is: "unreachable" });
  }));

test("live that moved since is different, member by member", () =>
  withTarget("endpoints/hs256-advertised", async (live) => {
    const found = await live(reader(seen));
    if (found.is !== "different") throw new Error(`expected a difference, got ${found.is}`);
    expect(found.differences.map(({ at }) => at)).toEqual([
      "discovery: id_token_signing_alg_values_supported",
    ]);
  }));

test("a target that exists only while it is run is not asked", async () => {
  const { settings } = await bench();
  expect(await readLive(settings, "local", spoke, reader({}))).toEqual({ is: "gone" });
});

test("the hub is not asked about a spoke that does not rest on it", async () => {
  const { settings } = await bench();
  expect(await readLive(settings, "staging", subjectOf("packages"), reader({}))).toEqual({
    is: "unannounced",
  });
});
