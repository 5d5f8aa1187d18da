import type { Manifest } from "../../core/manifest.ts";
import type { SpokesFile } from "../../core/spokes/schema.ts";
import { EXIT } from "../../core/verdict.ts";

export interface Reliance {
  readonly file: SpokesFile;
  /** digest of the settings that a run of this spoke must have been judged with */
  readonly digest: (spoke: string) => string;
  readonly now: Date;
}

/** Hours since the run was decided. */
export const hoursOld = ({ decidedAt }: Manifest, now: Date): number =>
  (now.getTime() - Date.parse(decidedAt)) / 3_600_000;

/** Why nothing else may rest on this run, untouched as it is; undefined when it may. `keys`: who signed it. */
export const unreliable = (
  manifest: Manifest,
  keys: readonly string[],
  { file, digest, now }: Reliance,
): string | undefined => {
  if (manifest.exitCode === EXIT.HARNESS) return "the harness itself met an error in its run";
  if (manifest.faults.length > 0 || (manifest.world ?? "healthy") !== "healthy") {
    return "its run was in a federation made wrong on purpose";
  }
  if (!(hoursOld(manifest, now) >= 0)) return "it is dated in the future";
  if (manifest.settings.judged !== digest(manifest.spoke))
    return "its settings or the contract changed since";
  const trusted = file.trusted_keys.map(({ thumbprint }) => thumbprint);
  return keys.some((key) => trusted.includes(key))
    ? undefined
    : "it is signed with a key that spokes.yaml does not trust (trusted_keys)";
};
