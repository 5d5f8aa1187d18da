import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import type { SpokesFile } from "../../core/spokes/schema.ts";
import type { Subject } from "../../core/subject.ts";
import { chooseSpoke } from "../../scripts/run/choose-spoke.ts";
import { placesOf } from "../../scripts/run/places.ts";
import { leaseAll } from "../../scripts/run/target-state.ts";
import { inFolder } from "../support/cli.ts";
import { bench } from "../support/try-world.ts";

const { settings, all: subjects } = await bench();
const { file } = settings;
const named = (id: string) => subjects.find((one) => one.id === id) as Subject;
const common = (a: readonly string[], b: readonly string[]) => a.filter((one) => b.includes(one));

/** The same file, with another target that reaches some names elsewhere. */
const elsewhere = (resolve: Readonly<Record<string, string>>): SpokesFile => {
  const local = file.targets.local;
  if (!local) throw new Error("no target local");
  return { ...file, targets: { ...file.targets, other: { ...local, resolve } } };
};

test("spokes of one hub share it, and nothing else; one that does not rest on it shares nothing", () => {
  const { shared, of } = placesOf(file, "local");
  const [pilot, network] = [shared(named("cargoworks-ai")), shared(named("network"))];
  expect(common(pilot, network)).toContain(of("hub"));
  expect(of("cargoworks-ai")).not.toBe(of("network"));
  const apart = subjects.filter(({ kind }) => kind === "tenant-api");
  expect(apart.length).toBeGreaterThan(0);
  for (const one of apart) expect(common(shared(one), pilot)).toEqual([]);
});

test("a place is what is dialled: another name for the target changes nothing, another address does", () => {
  const pilot = named("cargoworks-ai");
  const plain = placesOf(elsewhere({}), "other");
  expect(plain.of("hub")).toBe(placesOf(elsewhere({}), "local").of("hub"));
  const moved = placesOf(elsewhere({ "auth.cargo.ac:443": "127.0.0.1:9443" }), "other");
  expect(moved.of("hub")).not.toBe(plain.of("hub"));
  // another hub, and still the same backend: its users and providers are shared
  expect(common(moved.shared(pilot), plain.shared(pilot))).toEqual(
    plain.shared(pilot).filter((one) => one !== plain.of("hub")),
  );
});

test("whoever shares one place with a run waits for it; who shares none does not", () =>
  inFolder(async (folder) => {
    const said: string[] = [];
    const on = (run: string, ...places: string[]) =>
      leaseAll(folder, places, run, (text) => said.push(text), new AbortController().signal);
    const first = await on("first", "backend-a", "hub");
    const apart = await on("apart", "registry");
    let came = false;
    const second = on("second", "backend-b", "hub").then((release) => {
      came = true;
      return release;
    });
    await expect.poll(() => said).toEqual(["waiting for run first, which changes the same hub or backend"]);
    expect(came).toBe(false);
    first();
    const release = await second;
    apart();
    release();
    expect(readdirSync(folder)).toEqual([]);
  }));

test("who is stopped while waiting keeps nothing", () =>
  inFolder(async (folder) => {
    const release = await leaseAll(folder, ["hub"], "first", () => {}, new AbortController().signal);
    const stop = new AbortController();
    const waiting = leaseAll(folder, ["backend", "hub"], "second", () => stop.abort(), stop.signal);
    await expect(waiting).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(["hub.lock"]);
    release();
  }));

test("a spoke is the one that is named, else the pilot; what is not there is told with what is", () => {
  expect(chooseSpoke(file, subjects, undefined).id).toBe("cargoworks-ai");
  expect(chooseSpoke(file, subjects, "hub").id).toBe("hub");
  expect(() => chooseSpoke(file, subjects, "cargoworks-a")).toThrow('Did you mean "cargoworks-ai"');
  const spokes = file.spokes.map((one) => (one.kind === "client" ? { ...one, pilot: false } : one));
  expect(() => chooseSpoke({ ...file, spokes }, subjects, undefined)).toThrow(
    "No spoke is the pilot: name one of",
  );
});
