import type { SpokesFile } from "../../core/spokes/schema.ts";
import { worldNamed } from "./faults.ts";
import type { Options } from "./options.ts";
import type { Settings } from "./settings.ts";

/** The settings as they stand in a named world: some of them show what comes after an architecture review. */
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
  const spokes = settings.file.spokes.map((spoke) =>
    spoke.kind === "client" && spoke.pilot ? { ...spoke, architecture_decision: decision } : spoke,
  );
  const file: SpokesFile = { ...settings.file, spokes };
  return { ...settings, file };
};
