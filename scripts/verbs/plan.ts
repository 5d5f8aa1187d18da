import { GATES } from "../../core/verdict.ts";
import { readOptions } from "../run/options.ts";
import { hostsOf, prepare } from "../run/prepare.ts";

/** Prints what a run would judge, look at and contact. Nothing is requested. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const prepared = await prepare(readOptions(args));
  const { plan, spoke, options, toolbox } = prepared;
  const lines = [`${spoke.name} (${spoke.id}) on target ${options.target}`, ""];
  for (const { number, name } of GATES) {
    const rows = plan.rows.filter(({ gate }) => gate === number);
    const required = rows.filter(({ level }) => level === "required").length;
    if (rows.length > 0) lines.push(`Gate ${number}  ${name}: ${rows.length} checks, ${required} required`);
  }
  const titles = new Map([...toolbox.probes, ...toolbox.journeys].map(({ id, value }) => [id, value.title]));
  lines.push(
    "",
    "Looks:",
    ...plan.gather.map(
      ({ gatherer, by, spoke: at }) =>
        `  ${by === "journey" ? "browser" : "http   "}  ${at.padEnd(16)} ${titles.get(gatherer)}`,
    ),
  );
  if (plan.apart.length > 0) {
    lines.push("", "Do not apply:", ...plan.apart.map(({ check, because }) => `  ${check}: ${because}`));
  }
  if (plan.unobtainable.length > 0) {
    lines.push(
      "",
      "Nothing here can look for:",
      ...plan.unobtainable.map(({ spoke: at, evidence }) => `  ${evidence} (${at})`),
    );
  }
  lines.push("", `Hosts it may contact: ${hostsOf(prepared).join(", ")}`, "");
  process.stdout.write(lines.join("\n"));
  return 0;
};
