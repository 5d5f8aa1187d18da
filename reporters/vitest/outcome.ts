import { gist, plainFacts } from "../words/plain.ts";
import { oneLine } from "../words/text.ts";
import type { ShownVerdict } from "./read-run.ts";

/** How a test shows a verdict: green, red, or set aside with a note that says why. */
export type Show =
  | { readonly as: "green" }
  | { readonly as: "red"; readonly message: string; readonly demonstrated: boolean }
  | { readonly as: "aside"; readonly note: string };

/**
 * Green is only a demonstrated pass. A required fail or unknown is red. An advisory one blocks nothing, so red would
 * contradict the decision, and green would hide it: it is set aside, and says so. The same for what a person accepted.
 */
export const showOf = ({ verdict, words, excused }: ShownVerdict): Show => {
  if (verdict.outcome === "pass") return { as: "green" };
  const said = oneLine(gist(verdict, words));
  if (verdict.outcome === "not-applicable") return { as: "aside", note: said };
  if (excused) {
    const by = { waiver: "WAIVED", attestation: "ATTESTED", decision: "ACCEPTED" }[excused.by];
    return {
      as: "aside",
      note: oneLine(`${by} until ${excused.until} by ${excused.owner} (${excused.reason}): ${said}`),
    };
  }
  if (verdict.level === "advisory") {
    return { as: "aside", note: `ADVISORY ${verdict.outcome === "fail" ? "FAILS" : "UNKNOWN"}: ${said}` };
  }
  return {
    as: "red",
    message: `${said}\n${plainFacts(verdict, words)}`,
    demonstrated: verdict.outcome === "fail",
  };
};

/** An error that says only what it was given: no stack with paths of this machine, no values it was not told to show. */
export const redError = (message: string, demonstrated: boolean): Error => {
  const error = new Error(message);
  // Allure shows an AssertionError as failed, every other error as broken: a fail is shown to be so, an unknown is not.
  error.name = demonstrated ? "AssertionError" : "Unknown";
  error.stack = "";
  return error;
};
