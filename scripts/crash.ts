import { EXIT } from "../core/verdict.ts";
import { diskTrouble } from "./run/disk-trouble.ts";
import { UsageError } from "./usage-error.ts";

let scrub = (text: string): string => text;

/** From now on whatever is told of a crash goes through this: an error may hold what a system under test sent. */
export const scrubCrashesWith = (one: (text: string) => string): void => {
  scrub = one;
};

/** The whole of an error as text that may be shown and kept. */
export const crashText = (error: unknown): string =>
  scrub(error instanceof Error ? (error.stack ?? error.message) : String(error));

/** Tells an error that nobody caught, and gives the exit code it stands for. */
export const tellCrash = (error: unknown): number => {
  const trouble = error instanceof UsageError ? error.message : diskTrouble(error);
  if (trouble !== undefined) {
    process.stderr.write(`${scrub(trouble)}\n`);
    return EXIT.USAGE;
  }
  process.stderr.write(`Error of the harness, not of what it tests:\n${crashText(error)}\n`);
  return EXIT.HARNESS;
};

/** Node ends with 1 when nobody catches an error, and 1 is a decision: a crash of ours must never look like one. */
export const watchForCrashes = (): void => {
  process.on("uncaughtException", (error) => process.exit(tellCrash(error)));
};
