import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { CONTRACT_FILES, loadContract } from "../../core/contract-load.ts";
import { loadSpokesFile, tellErrors } from "../../core/spokes/load.ts";
import { resolveSubjects } from "../../core/spokes/subjects.ts";
import type { Subject } from "../../core/subject.ts";

const DEFAULT_CONTRACT = join(import.meta.dirname, "../../contract");

/** The subjects of a settings file that the run has checked already. Throws with what is wrong when it changed since. */
export const subjectsIn = (spokesFile: string, target: string): Subject[] => {
  const loaded = loadSpokesFile(readFileSync(spokesFile, "utf8"), spokesFile);
  if (!loaded.ok) throw new Error(tellErrors(loaded.errors));
  const { file } = loaded;
  const folder = file.contract ? resolve(dirname(spokesFile), file.contract) : DEFAULT_CONTRACT;
  const texts = Object.values(CONTRACT_FILES).map((name) => [name, readFileSync(join(folder, name), "utf8")]);
  const contract = loadContract(Object.fromEntries(texts), folder);
  if (!contract.ok) throw new Error(tellErrors(contract.errors));
  return resolveSubjects(file, contract.contract, target);
};
