import { existsSync } from "node:fs";
import { digestOf } from "../../core/spokes/digest.ts";
import { writeWhole } from "../../probes/evidence/disk-store.ts";
import { configurationOf, type Permanent } from "../runs/permanent.ts";
import { recordsFile } from "../runs/records.ts";
import { rejudge } from "../runs/rejudge.ts";
import { UsageError } from "../usage-error.ts";
import { decidedFrom } from "./decided.ts";

/** After a GO: writes the Target configuration as the Permanent one. Anything but a GO promotes nothing. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const { decided, target } = await decidedFrom("promote", args);
  const { found, toolbox, settings, spoke: id, name } = decided;
  const again = `npm start -- decide --spoke ${id} --target ${target}`;
  if (!found) throw new UsageError(`Nothing is promoted: there is no complete run of ${name} on ${target}.`);
  const { readiness, kept } = found;
  if (readiness.exitCode !== 0) {
    process.stdout.write(
      `Nothing is promoted: the decision on ${name} is ${readiness.decision}, not GO. The reasons: ${again}\n`,
    );
    return readiness.exitCode;
  }
  const { spoke } = rejudge(kept, toolbox);
  const configuration = configurationOf(spoke, kept.read);
  const permanent: Permanent = {
    schema: "cargo-gates/permanent/1",
    spoke: id,
    target,
    run: readiness.run,
    promotedAt: readiness.decidedAt,
    digest: digestOf(configuration),
    configuration: { ...configuration },
  };
  const file = recordsFile(settings, target, id, "permanent");
  const before = existsSync(file);
  writeWhole(file, `${JSON.stringify(permanent, null, 2)}\n`);
  process.stdout.write(
    `${name} on target ${target}: GO. The Target configuration is the Permanent one${before ? " (the former was replaced)" : ""}:\n  ${file}\nCommit it. Later runs compare the live system with it and call every difference drift.\n`,
  );
  return 0;
};
