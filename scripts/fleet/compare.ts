import type { Readiness } from "../../core/verdict.ts";
import type { FleetMember } from "../../reporters/fleet/fleet-readiness.ts";
import type { Section } from "../runs/compare.ts";
import type { KeptFleet } from "./kept-fleet.ts";

const saidOf = (member: FleetMember | undefined): string => {
  if (!member) return "not gated";
  return member.harnessErrors.length > 0 ? "error of the harness" : (member.decision ?? "a part only");
};

const outcomes = (readiness: Readiness): ReadonlyMap<string, string> =>
  new Map(
    readiness.verdicts
      .filter(({ spoke }) => spoke === readiness.spoke)
      .map(({ check, outcome }) => [check, outcome]),
  );

const verdictLines = (spoke: string, a: Readiness | undefined, b: Readiness | undefined): string[] => {
  if (!a || !b) return [];
  const [was, is] = [outcomes(a), outcomes(b)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((check) => {
    const [one, other] = [was.get(check), is.get(check)];
    return one === other ? [] : [`${check} (${spoke}): ${one ?? "not judged"} -> ${other ?? "not judged"}`];
  });
};

/** What changed between two runs of several spokes: decisions first, then the verdicts of each spoke. */
export const compareFleets = (a: KeptFleet, b: KeptFleet, decisionsOnly: boolean): readonly Section[] => {
  const ids = [...new Set([...a.fleet.spokes, ...b.fleet.spokes].map(({ spoke }) => spoke))];
  const member = ({ fleet }: KeptFleet, id: string) => fleet.spokes.find(({ spoke }) => spoke === id);
  const decisions = ids.flatMap((id) => {
    const now = member(b, id);
    const [was, is] = [saidOf(member(a, id)), saidOf(now)];
    const because = now?.decision === "GO" ? undefined : now?.reasons[1];
    return was === is ? [] : [`${id}: ${was} -> ${is}${because === undefined ? "" : ` (${because})`}`];
  });
  const verdicts = decisionsOnly
    ? []
    : ids.flatMap((id) => verdictLines(id, a.readinessOf(id), b.readinessOf(id)));
  return [
    { title: "Decisions", lines: decisions },
    { title: "Verdicts", lines: verdicts },
  ].filter(({ lines }) => lines.length > 0);
};
