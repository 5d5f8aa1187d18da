import { blockedBy, fail, type Judgement, pass } from "../../../core/check.ts";
import { userOf } from "../../../core/claims/matrix.ts";
import { type Contract, dig } from "../../../core/contract.ts";
import type { RlsSeen } from "../../../core/evidence/claims.ts";
import { type DeclaredRows, declaredRows } from "../../../core/spokes/table-rows.ts";
import type { ClientSubject } from "../../../core/subject.ts";
import { judgeRow, orgsIn, readRows } from "../rls/rows.ts";
import { judgeTable } from "../rls/tables.ts";
import { type Switched, surfaceIn } from "./switched.ts";

interface After {
  readonly name: string;
  readonly judge: () => Judgement;
}

const TABLES = "claims/own-tables-still-work";
const TRUTH = "claims/rls-truth-table";
const shown = (rls: RlsSeen | undefined, to: "signed in" | "anonymous") =>
  orgsIn(rls?.rows?.attempts?.find(({ name }) => name === to)?.answer) ?? [];

/** The probe table: the new organisation's rows are there, and strangers still see none. Rows of the old one are another row's. */
const probeRows = (contract: Contract, seen: Switched): readonly After[] => {
  const rows = readRows(contract, seen, seen.rls, seen.to);
  if (rows === undefined || seen.rls?.rows === undefined) return [];
  return [
    {
      name: `rows of ${seen.to}`,
      judge: () =>
        shown(seen.rls_before, "signed in").includes(seen.from)
          ? judgeRow("own organisation", rows)
          : blockedBy(TRUTH, `no row of ${seen.from} was shown before the switch either`),
    },
    {
      name: "rows without a session",
      judge: () =>
        shown(seen.rls_before, "anonymous").length > 0
          ? blockedBy(TRUTH, "strangers were shown rows before the switch too")
          : judgeRow("anonymous", rows),
    },
  ];
};

/** The spoke's own tables, where rows are declared for this person in the new organisation. */
const ownTables = ({ contract, spoke }: ClientSubject, seen: Switched): readonly After[] => {
  const user = userOf(contract, seen);
  const of = (org: string | undefined) => declaredRows(spoke, user, org);
  const judge = (now: DeclaredRows): Judgement => {
    const then = of(seen.from).find(({ table }) => table === now.table);
    const before = then && judgeTable("before the switch", user?.id ?? "", then, seen.tables_before);
    return before?.is === "fail"
      ? blockedBy(TABLES, `${now.table} showed the wrong rows before the switch too`)
      : judgeTable("after the switch", user?.id ?? "", now, seen.tables);
  };
  return of(seen.to).map((now) => ({ name: `rows of ${now.table}`, judge: () => judge(now) }));
};

/** A switch makes nobody another person. */
const samePerson = (seen: Switched): readonly After[] => {
  const uid = (rls: RlsSeen | undefined) => dig(rls?.probe?.json, ["uid"]);
  const sub = (one: Switched | Switched["before"]) => dig(surfaceIn(one, "spoke_session")?.claims, ["sub"]);
  const pairs = [
    { name: "sub of the session token", was: sub(seen.before), now: sub(seen) },
    { name: "auth.uid()", was: uid(seen.rls_before), now: uid(seen.rls) },
  ];
  return pairs
    .filter(({ was, now }) => was !== undefined && now !== undefined)
    .map(({ name, was, now }) => ({
      name,
      judge: () => (was === now ? pass : fail(`${name} after the switch`, was, now)),
    }));
};

/** What a switch must bring beside the claims, as far as it was looked at. */
export const afterwards = (subject: ClientSubject, seen: Switched): readonly After[] => [
  ...probeRows(subject.contract, seen),
  ...ownTables(subject, seen),
  ...samePerson(seen),
];
