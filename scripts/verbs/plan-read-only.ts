import type { Demand } from "../../core/access.ts";
import { capabilityChecks, capabilityPieces } from "../../core/carry-over.ts";
import type { Access } from "../../core/check.ts";
import type { Prepared } from "../run/prepare.ts";
import { runsOn } from "../runs/carry-over.ts";
import { inspect } from "../runs/integrity.ts";
import { hoursOld, unreliable } from "../runs/reliable.ts";

/** What is never given on a target where nothing may be changed. */
export const SHUT: ReadonlySet<Access> = new Set([
  "tripwire",
  "changes",
  "operator",
  "key rotation",
  "hub service",
  "writes",
]);

const named = (rows: readonly Demand["row"][]): string[] =>
  rows.map(({ check, level }) => `  ${check}${level === "required" ? "" : " (advisory)"}`);

/** The newest run that could stand in, and whether it still may by its age. What else it must be is judged by the run. */
const newestOn = ({ options, settings, spoke }: Prepared, from: string): string => {
  const here = `npm start -- run --spoke ${spoke.id} --target ${from}`;
  const now = new Date();
  const [first] = runsOn(
    options.runs,
    options.bundles,
    spoke.id,
  )(from)
    .map(inspect)
    .flatMap(({ manifest, keys, problems }) => (manifest ? [{ manifest, keys, problems }] : []))
    .sort((a, b) => (a.manifest.startedAt < b.manifest.startedAt ? 1 : -1));
  if (!first) return `None was found: first ${here}`;
  const { manifest: newest, keys, problems } = first;
  const digest = (id: string) => settings.digest(id, from);
  const because = problems[0] ?? unreliable(newest, keys, { file: settings.file, digest, now });
  if (because !== undefined) return `The newest, ${newest.run}, does not count: ${because}.`;
  const hours = hoursOld(newest, now);
  const { evidence_hours } = settings.file.limits;
  const age = `${newest.run}, ${hours.toFixed(1)} h old`;
  return hours <= evidence_hours
    ? `The newest is ${age} (at most ${evidence_hours} h count, limits.evidence_hours).`
    : `The newest, ${age}, is too old (limits.evidence_hours: ${evidence_hours}): first ${here}`;
};

/** What a read-only target leaves unknown, and what another target's evidence may stand in for. */
export const readOnlyLines = (
  prepared: Prepared,
  demands: readonly Demand[],
  given: ReadonlySet<Access>,
): string[] => {
  const { settings, options, toolbox } = prepared;
  const target = settings.file.targets[options.target];
  if (target?.read_only !== true) return [];
  const shut = demands
    .filter(({ access }) => [...(access?.difference(given) ?? [])].some((one) => SHUT.has(one)))
    .map(({ row }) => row);
  const capability = capabilityChecks(toolbox.checks, capabilityPieces(toolbox));
  const from = target.carry_over_from;
  const carried = from === undefined ? [] : shut.filter(({ check }) => capability.has(check));
  const rest = shut.filter((row) => !carried.includes(row));
  return [
    `Nothing is changed on ${options.target} (read_only). It leaves ${shut.length} rows unknown by itself.`,
    ...(from === undefined
      ? [`No other target stands in for it: set targets.${options.target}.carry_over_from.`]
      : [
          `${carried.length} of them are taken over from a run on ${from}, while the backend's version and the provider's stored`,
          "settings are the same there and here (which takes the admin key on both).",
          newestOn(prepared, from),
          ...named(carried),
        ]),
    `${rest.length} stay unknown here, until a person attests them:`,
    ...named(rest),
    "",
  ];
};
