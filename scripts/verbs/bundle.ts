import { join } from "node:path";
import { pack } from "../../core/bundle/tar.ts";
import { writeWhole } from "../../probes/evidence/disk-store.ts";
import { fromCaller } from "../paths.ts";
import { contentOf, openFiles } from "../runs/files.ts";
import { runPath, runsFolder } from "../runs/find.ts";
import { inspect } from "../runs/integrity.ts";
import { UsageError } from "../usage-error.ts";
import { readArguments, wordsUpTo } from "./arguments.ts";

const USAGE = "npm start -- bundle RUN --out DIR";

/** Packs a sealed run into one file. What was touched since it was sealed is not packed. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const { values, words } = readArguments(args, { out: { type: "string" }, runs: { type: "string" } });
  const [run] = wordsUpTo(words, 1, USAGE);
  if (values.out === undefined) throw new UsageError(`Say where the bundle goes: ${USAGE}`);
  const files = openFiles(runPath(run, runsFolder(values.runs)));
  const { problems, manifest } = inspect(files);
  if (!manifest || problems.length > 0) {
    throw new UsageError(`${files.place} cannot be bundled: ${problems.join("; ") || "it has no manifest"}.`);
  }
  const bytes = pack(contentOf(files));
  const name = `${manifest.spoke}-${manifest.target}-${manifest.run.replaceAll("/", "-")}.tar.gz`;
  const file = join(fromCaller(values.out), name);
  writeWhole(file, bytes);
  process.stdout.write(
    `${file}\n${files.paths.length} files, ${Math.ceil(bytes.length / 1024)} KiB. Check it anywhere, offline: npm start -- verify ${name}\n`,
  );
  return 0;
};
