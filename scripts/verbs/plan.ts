import { type Demand, decidableWith, demandsOf } from "../../core/access.ts";
import type { Access } from "../../core/check.ts";
import { GATES } from "../../core/verdict.ts";
import { ACCESS_WORDS, givenAccess } from "../run/given-access.ts";
import { readOptions } from "../run/options.ts";
import { otherBrowserLines } from "../run/other-browsers.ts";
import { hostsOf, type Prepared, prepare } from "../run/prepare.ts";
import { lastCount } from "../run/request-count.ts";
import { readOnlyLines, SHUT } from "./plan-read-only.ts";

/** "131 of 172 rows", and what each further piece of access would add. */
const decidableLines = (
  { options, settings }: Prepared,
  demands: readonly Demand[],
  given: ReadonlySet<Access>,
): string[] => {
  const never = settings.file.targets[options.target]?.read_only ? SHUT : new Set<Access>();
  const { rows, decidable, adds, withAll } = decidableWith(demands, given, never);
  const said = adds.map(({ access, rows: more }) =>
    more > 0
      ? `  + ${more}  ${ACCESS_WORDS[access]}`
      : `  +    ${ACCESS_WORDS[access]}, together with another of these`,
  );
  return [
    `Decidable: ${decidable} of ${rows} rows with what target ${options.target} gives.`,
    ...said,
    ...(adds.length > 0 ? [`  = ${withAll}  with all of it`] : []),
    ...(withAll < rows
      ? [
          never.size > 0
            ? `  ${rows - withAll} rows are never decided there: see below.`
            : `  ${rows - withAll} rows can only be attested by a person.`,
        ]
      : []),
  ];
};

/** How many requests go where: counted in the newest run, which asked by the same plan. */
const requestLines = ({ spoke, options, settings }: Prepared): string[] => {
  const budget = settings.file.targets[options.target]?.requests_per_host;
  const counted = lastCount(options.runs, spoke.id, options.target);
  const most = `At most ${budget} requests to one host (targets.${options.target}.requests_per_host).`;
  if (!counted) return [most];
  return [
    `Requests, as run ${counted.run} made them over HTTP (target ${counted.target}):`,
    ...counted.hosts.map(([host, requests]) => `  ${String(requests).padStart(5)}  ${host}`),
    `  ${most}`,
  ];
};

/** Prints what a run would judge, look at and contact. Nothing is requested. */
export const perform = async (args: readonly string[]): Promise<number> => {
  const prepared = await prepare(readOptions(args));
  const { plan, spoke, options, toolbox } = prepared;
  const demands = demandsOf(plan, toolbox.checks, [...toolbox.probes, ...toolbox.journeys]);
  const given = givenAccess(prepared);
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
  if (plan.gather.some(({ by }) => by === "journey")) {
    lines.push(
      ...(await otherBrowserLines(prepared.settings.file.browsers)).map((line) => `  browser  ${line}`),
    );
  }
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
  lines.push(
    "",
    ...decidableLines(prepared, demands, given),
    "",
    ...readOnlyLines(prepared, demands, given),
    ...requestLines(prepared),
    "",
    `Hosts it may contact: ${hostsOf(prepared).join(", ")}`,
    "",
  );
  process.stdout.write(lines.join("\n"));
  return 0;
};
