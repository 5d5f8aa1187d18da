import type { Derived } from "../../core/derived.ts";
import { referenceOf } from "../../core/references.ts";
import { allFaults } from "../run/faults.ts";
import { openToolbox, wordsOf } from "../run/toolbox.ts";
import { UsageError, unknownName } from "../usage-error.ts";

const cite = (codes: readonly string[]) =>
  codes.map((code) => {
    const { label, url } = referenceOf(code) ?? { label: code };
    return `  ${label}${url ? `  ${url}` : ""}`;
  });

/** A row that is told and not judged. */
const tellDerived = (id: string, { title, why, shown, needs, sources, heldBy }: Derived): number => {
  process.stdout.write(
    [
      `${id}  (derived: no verdict of its own)`,
      `Tells:       ${title}`,
      `Why:         ${why}`,
      `Told in:     ${shown}`,
      ...(needs.length > 0 ? [`Computed from: ${needs.join(", ")}`] : []),
      "Sources:",
      ...cite(sources),
      "Held by:",
      ...heldBy.map((test) => `  ${test}`),
      "",
    ].join("\n"),
  );
  return 0;
};

/** Prints one check: what must hold, why, how to mend it, where it is asked for, what proves that it can fail. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const [id, ...rest] = args;
  if (id === undefined || rest.length > 0) {
    throw new UsageError("Name one check: npm start -- explain endpoints/discovery-answers");
  }
  const [toolbox, faults] = await Promise.all([openToolbox(), allFaults()]);
  const words = wordsOf(toolbox);
  const found = Object.hasOwn(words, id) ? words[id] : undefined;
  const derived = toolbox.derived.find((one) => one.id === id);
  if (derived) return tellDerived(id, derived.value);
  if (!found)
    throw unknownName("check", id, [...Object.keys(words), ...toolbox.derived.map((one) => one.id)]);
  const { level, title, failureTitle, why, remedy, sources, threat } = found;
  const proofs = faults.filter(({ value }) => value.breaks.includes(id));
  const check = toolbox.checks.find((one) => one.id === id)?.value;
  process.stdout.write(
    [
      `${id}  (${level})`,
      `Must hold:   ${title}`,
      `When not:    ${failureTitle}`,
      `Why:         ${why}`,
      `Remedy:      ${remedy}`,
      ...(check ? [`Looks at:    ${check.needs.join(", ")}`] : []),
      ...(check?.control ? [`Control:     ${check.control.name}`] : []),
      "Sources:",
      ...cite(sources),
      ...(threat.length > 0 ? ["Threats:", ...cite(threat)] : []),
      ...(proofs.length > 0
        ? ["Proven to fail by:", ...proofs.map(({ id: fault, value }) => `  ${fault}: ${value.why}`)]
        : []),
      "",
    ].join("\n"),
  );
  return 0;
};
