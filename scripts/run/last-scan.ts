import { createTaint, type Taint } from "../../core/redact.ts";
import { filesInFolder } from "../runs/files.ts";

const SHORTEST = 20;

/** A redaction that remembers apart what is surely a secret: long and without spaces, never a word of a sentence. */
export const watchedTaint = (): { readonly taint: Taint; readonly sure: Taint } => {
  const taint = createTaint();
  const sure = createTaint();
  const both = (value: string, label: string): void => {
    taint.taint(value, label);
    if (value.length >= SHORTEST && !/\s/.test(value)) sure.taint(value, label);
  };
  return { taint: { ...taint, taint: both }, sure };
};

/** Files of the run in which a secret survived the redaction, with the secret's name; nothing is changed in them. */
export const lastScan = (runDir: string, sure: Taint): string[] => {
  const { paths, read } = filesInFolder(runDir);
  return paths.flatMap((path) => {
    const found = sure.survivors(Buffer.from(read(path) ?? "").toString());
    return found.length > 0 ? [`${path}: ${found.join(", ")}`] : [];
  });
};
