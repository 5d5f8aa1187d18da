import { isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { ArchitectureDecision } from "../../core/spokes/schema.ts";
import { worldNamed } from "./faults.ts";
import type { Options } from "./options.ts";
import { editedSettings, type Settings } from "./settings.ts";

/** spokes.yaml with this decision at its pilot, on a line of its own; everything else stays, byte for byte. */
const withDecisionIn = (spokes: string, decision: ArchitectureDecision): string => {
  const list = parseDocument(spokes).get("spokes");
  const pilot = isSeq(list) ? list.items.find((one) => isMap(one) && one.get("pilot") === true) : undefined;
  const key = isMap(pilot) ? pilot.items[1]?.key : undefined;
  const at = isScalar(key) ? key.range?.[0] : undefined;
  if (!isMap(pilot) || at === undefined) return spokes;
  const indent = spokes.slice(spokes.lastIndexOf("\n", at) + 1, at);
  const entry = `architecture_decision: ${JSON.stringify(decision)}${pilot.flow ? ", " : `\n${indent}`}`;
  return spokes.slice(0, at) + entry + spokes.slice(at);
};

/**
 * The settings as they stand in a named world: some of them show what comes after an architecture review. They are
 * edited as text, so that what the run keeps is what it was judged with.
 */
export const reviewedIn = async (
  { world, target }: Pick<Options, "world" | "target">,
  settings: Settings,
): Promise<Settings> => {
  const accepts = world === undefined ? undefined : (await worldNamed(world)).accepts;
  if (accepts === undefined) return settings;
  const decision = {
    target,
    mode: accepts,
    owner: "fixture",
    reason: "the world shows the time after the architecture review",
    link: "https://example.org/architecture-review",
    until: "2099-12-31",
  };
  return editedSettings(settings, (spokes) => withDecisionIn(spokes, decision));
};
