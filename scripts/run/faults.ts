import { basename, join } from "node:path";
import { type Discovered, discover } from "../../core/discover.ts";
import type { Fault } from "../../core/fault.ts";
import type { NamedWorld } from "../../fixtures/federation/named-world.ts";
import type { World } from "../../fixtures/federation/world.ts";
import { ROOT } from "../paths.ts";
import { UsageError, unknownName } from "../usage-error.ts";

export const allFaults = (): Promise<Discovered<Fault<World>>[]> =>
  discover<Fault<World>>(join(ROOT, "fixtures/faults"), "fault");
const allWorlds = () => discover<NamedWorld>(join(ROOT, "fixtures"), "world");

/** By full id (`endpoints/issuer-trailing-slash`) or by its last part, where only one fault bears it. */
const pick = (faults: readonly Discovered<Fault<World>>[], written: string): Discovered<Fault<World>> => {
  const exact = faults.find(({ id }) => id === written);
  if (exact) return exact;
  const alike = faults.filter(({ id }) => basename(id) === written);
  if (alike.length === 1 && alike[0]) return alike[0];
  if (alike.length > 1) {
    throw new UsageError(`"${written}" names several faults: ${alike.map(({ id }) => id).join(", ")}.`);
  }
  throw unknownName(
    "fault",
    written,
    faults.map(({ id }) => (written.includes("/") ? id : basename(id))),
  );
};

/** The named world, or a usage error with the nearest name. */
export const worldNamed = async (world: string): Promise<NamedWorld> => {
  const worlds = await allWorlds();
  const found = worlds.find(({ id }) => basename(id) === world);
  if (found) return found.value;
  throw unknownName(
    "world",
    world,
    worlds.map(({ id }) => basename(id)),
  );
};

/** What to be wrong in the local federation. Nothing is loaded when nothing is asked for. */
export const chooseFaults = async (
  world: string | undefined,
  names: readonly string[],
): Promise<Fault<World>[]> => {
  const named = world === undefined ? undefined : await worldNamed(world);
  const wanted = [...names, ...(named?.faults ?? [])];
  if (wanted.length === 0) return [];
  const faults = await allFaults();
  const remedied: Fault<World>[] = named?.remedies
    ? [{ why: named.title, breaks: [], seenBy: "http", apply: named.remedies }]
    : [];
  return [...wanted.map((name) => pick(faults, name).value), ...remedied];
};
