import type { Federation } from "../../fixtures/federation/start.ts";
import type { Settings } from "./settings.ts";

/** Where an app's source lies: as spokes.yaml says, or as the embedded federation brings it along. */
export const sourceOf =
  ({ file, relative }: Pick<Settings, "file" | "relative">, federation: Federation | undefined) =>
  (spoke: string): string | undefined => {
    if (federation) return federation.source(spoke);
    const found = file.spokes.find(({ id }) => id === spoke);
    return found?.kind === "client" && found.source !== undefined ? relative(found.source) : undefined;
  };
