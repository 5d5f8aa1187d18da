import { createInterface } from "node:readline/promises";
import { UsageError } from "../usage-error.ts";

/** Asks at the terminal for what was not given; without a terminal it is an error that says what to write. */
export const asking = (given: Readonly<Record<string, string | boolean | undefined>>) => {
  const lines = process.stdin.isTTY
    ? createInterface({ input: process.stdin, output: process.stderr })
    : undefined;
  return {
    answer: async (option: string, question: string, standard?: string): Promise<string> => {
      const written = given[option];
      if (typeof written === "string") return written;
      if (standard !== undefined && !lines) return standard;
      if (!lines) throw new UsageError(`Say --${option}: ${question}`);
      const said = await lines.question(`${question}${standard === undefined ? "" : ` [${standard}]`} `);
      return said.trim() || standard || "";
    },
    close: () => lines?.close(),
  };
};
