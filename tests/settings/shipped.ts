import { readFileSync } from "node:fs";
import type { Contract } from "../../core/contract.ts";
import { CONTRACT_FILES, loadContract } from "../../core/contract-load.ts";
import { loadSpokesFile, tellErrors } from "../../core/spokes/load.ts";
import type { SpokesFile } from "../../core/spokes/schema.ts";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

export const shippedText = (): string => read("spokes.yaml");

/** The contract's files as they are shipped, by name. */
export const contractTexts = (): Record<string, string> =>
  Object.fromEntries(Object.values(CONTRACT_FILES).map((name) => [name, read(`contract/${name}`)]));

export const shippedContract = (): Contract => {
  const loaded = loadContract(contractTexts());
  if (!loaded.ok) throw new Error(tellErrors(loaded.errors));
  return loaded.contract;
};

export const shippedFile = (): SpokesFile => {
  const users = shippedContract().users.map(({ id }) => id);
  const loaded = loadSpokesFile(shippedText(), "spokes.yaml", { users });
  if (!loaded.ok) throw new Error(tellErrors(loaded.errors));
  return loaded.file;
};
