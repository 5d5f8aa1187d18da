import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { ROOT } from "../../scripts/paths.ts";
import { shippedText } from "../settings/shipped.ts";

interface Written {
  hub: { redirect_allowlist: { spoke?: string }[]; heartbeat?: unknown };
  targets: Record<string, { vendor_hosts?: unknown; restarts?: unknown; key_rotations?: unknown }>;
  spokes: { id: string }[];
  attestations: unknown[];
  contract?: string;
}

/** The shipped settings with one spoke left, in a folder of their own: whole commands, in little time. */
export const settingsOfOne = (folder: string, id: string): string => {
  const file = parse(shippedText()) as Written;
  file.spokes = file.spokes.filter((spoke) => spoke.id === id);
  file.attestations = [];
  file.contract = "contract";
  for (const entry of file.hub.redirect_allowlist) delete entry.spoke;
  for (const target of Object.values(file.targets)) {
    delete target.vendor_hosts;
    delete target.restarts;
    delete target.key_rotations;
  }
  cpSync(join(ROOT, "contract"), join(folder, "contract"), { recursive: true });
  const path = join(folder, "spokes.yaml");
  writeFileSync(path, stringify(file));
  return path;
};
