import { blockedBy, fail, type Judgement, pass } from "../../../core/check.ts";
import { type Cell, cellsOf } from "../../../core/claims/matrix.ts";
import { ACTIVE_ORG, type Contract, dig, SURFACES, type Surface, truthOf } from "../../../core/contract.ts";
import type { PhaseSeen, RlsSeen } from "../../../core/evidence/claims.ts";
import type { Evidence } from "../../../core/evidence/index.ts";
import { failCell } from "../cells.ts";
import { orgsIn } from "../rls/rows.ts";

export type Switched = Evidence["claims.switch"];

export interface Pair {
  readonly before: Cell | undefined;
  readonly now: Cell;
}

/** The rights that an organisation gives and takes: what belongs to it but its own name. */
export const rightsOf = ({ semantics }: Contract): readonly string[] =>
  semantics.by_organisation.filter((name) => name !== ACTIVE_ORG);

/** The claims that belong to an organisation, on every surface that has them, beside what they were before. */
export const ofOrg = (contract: Contract, seen: Switched): readonly Pair[] => {
  const first = cellsOf(contract, "switch", seen.before, { active: seen.from });
  return cellsOf(contract, "switch", seen)
    .filter(({ claim }) => contract.semantics.by_organisation.includes(claim))
    .map((now) => ({
      now,
      before: first.find(({ claim, surface }) => claim === now.claim && surface === now.surface),
    }));
};

const words = (value: unknown, path = ""): string[] =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => words(inner, `${path}${key}:`))
    : [value].flat().flatMap((one) => (typeof one === "string" ? [`${path}${one}`] : []));

/** What the old organisation allows and the new one does not: permissions, and roles as "app:role". */
export const lost = (contract: Contract, seen: Switched, claim: string): string[] => {
  const user = contract.users.find(({ id }) => id === seen.user);
  if (!user || seen.from === undefined || seen.to === undefined) return [];
  const kept = words(truthOf(user, seen.to)[claim]);
  return words(truthOf(user, seen.from)[claim]).filter((one) => !kept.includes(one));
};

/** Those of them that a surface still says. */
export const judgeKept = (cell: Cell, gone: readonly string[]): Judgement => {
  const still = words(cell.value).filter((one) => gone.includes(one));
  return still.length === 0 ? pass : failCell(cell, `none of ${gone.join(", ")}`, still);
};

export const surfaceIn = (seen: PhaseSeen | undefined, surface: Surface) => seen?.surfaces?.[surface];
export const claimOn = (contract: Contract, seen: PhaseSeen | undefined, claim: string) =>
  SURFACES.map((surface) => {
    const rule = contract.claims.find(({ name }) => name === claim);
    const claims = surfaceIn(seen, surface)?.claims;
    const value = rule?.surfaces[surface].paths
      .map((path) => dig(claims, path))
      .find((one) => one !== undefined);
    return { surface, value, exchange: surfaceIn(seen, surface)?.exchange };
  }).filter(({ value }) => value !== undefined);

/** No row of this organisation is shown to the person any more. */
export const judgeRows = (
  org: string,
  before: RlsSeen | undefined,
  after: RlsSeen | undefined,
): Judgement => {
  const rowsOf = (rls: RlsSeen | undefined) => {
    const answer = rls?.rows?.attempts?.find(({ name }) => name === "signed in")?.answer;
    return { answer, orgs: orgsIn(answer) };
  };
  const [then, now] = [rowsOf(before), rowsOf(after)];
  if (now.orgs === undefined) {
    return blockedBy("claims/readable-by-rls-after-login", "the data API shows the person no rows");
  }
  if (now.orgs.includes(org))
    return fail(`org_documents without ${org}`, `no row of ${org}`, now.orgs, now.answer?.exchange);
  return then.orgs?.includes(org)
    ? pass
    : blockedBy("claims/rls-truth-table", `no row of ${org} was shown before either`);
};
