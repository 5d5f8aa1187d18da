import { createInterface } from "node:readline/promises";
import type { Person } from "../../core/doors.ts";
import type { Target } from "../../core/spokes/schema.ts";

/** Longest that a run waits for what a person does by hand, in milliseconds. */
export const HANDS_LIMIT_MS = 45 * 60_000;

export const registersBy = (target: Target | undefined): "api" | "person" =>
  target?.tripwire?.registration ?? "api";

const atTerminal: Person = {
  show: (text) => void process.stderr.write(`${text}\n`),
  ask: async (question, given) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(question, given ? { signal: given } : {});
    } catch {
      lines.close(); // an open terminal keeps the process from ending
      return await new Promise<never>(() => {}); // it is no longer asked
    } finally {
      lines.close();
    }
  },
};

/** Somebody to ask: where the target has things done by hand, and whoever started the run sits before it. */
export const atHand = (target: Target | undefined): { readonly person?: Person } =>
  registersBy(target) === "person" && process.stdin.isTTY && process.stderr.isTTY
    ? { person: atTerminal }
    : {};
