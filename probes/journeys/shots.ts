import { join } from "node:path";
import { writeWhole } from "../evidence/disk-store.ts";
import type { Shot } from "./run.ts";

/** Writes pictures into `<run>/<spoke>/journeys/` and, at the end, an index of this journey's own. */
export const keepShots = (runDir: string, spoke: string, journey: string) => {
  const name = journey.replace(/^.*\//, "");
  const index: { readonly path: string; readonly caption: string; readonly hop?: number }[] = [];
  return {
    keep: (shot: Shot): void => {
      const number = String(index.length + 1).padStart(2, "0");
      const path = join(spoke, "journeys", `${name}-${number}-${shot.name.replace(/[^a-z0-9-]/g, "")}.png`);
      writeWhole(join(runDir, path), shot.image);
      index.push({ path, caption: shot.caption, ...(shot.hop !== undefined && { hop: shot.hop }) });
    },
    close: (): void => {
      if (index.length > 0) {
        writeWhole(join(runDir, spoke, "journeys", `${name}.shots.json`), `${JSON.stringify(index)}\n`);
      }
    },
  };
};
