import type { Discovered } from "../../core/discover.ts";
import type { Fault } from "../../core/fault.ts";
import { gateOf } from "../../core/plan.ts";
import { referenceOf } from "../../core/references.ts";
import { GATES } from "../../core/verdict.ts";
import type { World } from "../../fixtures/federation/world.ts";
import { type Toolbox, wordsOf } from "../run/toolbox.ts";

const cite = (code: string): string => {
  const { label, url } = referenceOf(code) ?? { label: code };
  return url ? `[${label}](${url})` : label;
};

/** Rows of this gate that are told and not judged. */
const derivedRows = ({ derived }: Toolbox, gate: number): string[] =>
  derived
    .filter(({ id }) => gateOf(id) === gate)
    .flatMap(({ id, value: { title, why, shown, heldBy, sources, kinds, needs } }) => [
      "",
      `### ${id}`,
      "",
      `**${title}.** derived; for ${kinds.join(", ")}.`,
      "",
      `- Why: ${why}`,
      `- Told in: ${shown}`,
      `- Sources: ${sources.map(cite).join("; ")}`,
      ...(needs.length > 0 ? [`- Computed from: ${needs.map((need) => `\`${need}\``).join(", ")}`] : []),
      `- Held by: ${heldBy.map((test) => `\`${test}\``).join(", ")}`,
    ]);

/** The catalogue of checks as a page, from the checks themselves. Pure. */
export const checksPage = (toolbox: Toolbox, faults: readonly Discovered<Fault<World>>[]): string => {
  const words = Object.values(wordsOf(toolbox));
  const checks = new Map(toolbox.checks.map(({ id, value }) => [id, value]));
  const lines = [
    "<!-- Generated from the checks by `npm run docs`. Edit the check's own file, not this page. -->",
    "",
    "# Checks",
    "",
    `${words.length} checks. Required: a fail or an unknown keeps the gate shut. Advisory: reported, never blocks.`,
    "A check marked *pauses* stops the rollout for architecture review when it fails.",
    "Derived rows have no verdict of their own: they are outputs of the report, computed from verdicts and evidence.",
  ];
  for (const { number, name } of GATES) {
    const here = words.filter(({ id }) => gateOf(id) === number).sort((a, b) => (a.id < b.id ? -1 : 1));
    lines.push("", `## Gate ${number}: ${name}`, "", `${here.length} checks.`);
    for (const { id, level, title, why, remedy, sources, threat } of here) {
      const check = checks.get(id);
      const proofs = faults.filter(({ value }) => value.breaks.includes(id));
      lines.push(
        "",
        `### ${id}`,
        "",
        `**${title}.** ${level}${check?.pauses ? ", pauses" : ""}${check ? `; for ${check.kinds.join(", ")}` : ""}.`,
        "",
        `- Why: ${why}`,
        `- Remedy: ${remedy}`,
        `- Sources: ${sources.map(cite).join("; ")}`,
      );
      if (threat.length > 0) lines.push(`- Threats: ${threat.map(cite).join("; ")}`);
      if (check) lines.push(`- Looks at: ${check.needs.map((need) => `\`${need}\``).join(", ")}`);
      if (check?.control) lines.push(`- Positive control: ${check.control.name}`);
      if (proofs.length > 0) {
        lines.push(
          `- Proven to fail by: ${proofs.map((proof) => `\`${proof.id}\` (${proof.value.why})`).join("; ")}`,
        );
      }
    }
    lines.push(...derivedRows(toolbox, number));
  }
  return `${lines.join("\n")}\n`;
};
