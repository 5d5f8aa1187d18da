import { referenceOf } from "../../core/references.ts";
import { allFaults } from "../run/faults.ts";
import { openToolbox, wordsOf } from "../run/toolbox.ts";
import { UsageError, unknownName } from "../usage-error.ts";

/** Prints one check: what must hold, why, how to mend it, where it is asked for, what proves that it can fail. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const [id, ...rest] = args;
  if (id === undefined || rest.length > 0) {
    throw new UsageError("Name one check: npm start -- explain endpoints/discovery-answers");
  }
  const [toolbox, faults] = await Promise.all([openToolbox(), allFaults()]);
  const words = wordsOf(toolbox);
  const found = Object.hasOwn(words, id) ? words[id] : undefined;
  if (!found) throw unknownName("check", id, Object.keys(words));
  const { level, title, failureTitle, why, remedy, sources, threat } = found;
  const cite = (codes: readonly string[]) =>
    codes.map((code) => {
      const { label, url } = referenceOf(code) ?? { label: code };
      return `  ${label}${url ? `  ${url}` : ""}`;
    });
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
