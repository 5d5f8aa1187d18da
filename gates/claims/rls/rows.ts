import { blockedBy, fail, type Judgement, pass, type Unknown, unknown } from "../../../core/check.ts";
import { userOf } from "../../../core/claims/matrix.ts";
import { ACTIVE_ORG, type Contract, readClaim } from "../../../core/contract.ts";
import type { PhaseSeen, RlsSeen } from "../../../core/evidence/claims.ts";
import type { Answer } from "../../../core/evidence/piece.ts";

/** The truth table of the probe table: own organisation, another's, nobody signed in. */
export const ROWS = ["own organisation", "another organisation", "anonymous"] as const;

export interface Rows {
  /** the organisation that Postgres itself reads as active */
  readonly org: string;
  /** the organisation that should be active */
  readonly declared: string | undefined;
  /** organisations that the probe table has rows of, as far as the probe tells */
  readonly there: readonly unknown[] | undefined;
  readonly signedIn: Answer | undefined;
  readonly anonymous: Answer | undefined;
}

/** Undefined when Postgres reads no active organisation. `declared`: the one that should be active. */
export const readRows = (
  contract: Contract,
  seen: PhaseSeen,
  rls: RlsSeen | undefined,
  declared = userOf(contract, seen)?.active_org,
): Rows | undefined => {
  const rule = contract.claims.find(({ name }) => name === ACTIVE_ORG);
  const read = rule && readClaim(rule.surfaces.spoke_rls, seen.surfaces?.spoke_rls?.claims);
  if (typeof read?.value !== "string") return undefined;
  const by = (name: string) => rls?.rows?.attempts?.find((attempt) => attempt.name === name)?.answer;
  const there = (rls?.probe?.json as { organisations?: unknown } | null | undefined)?.organisations;
  return {
    org: read.value,
    declared,
    there: Array.isArray(there) ? there : undefined,
    signedIn: by("signed in"),
    anonymous: by("anonymous"),
  };
};

/** Organisations of the rows that an answer lists; undefined when it lists none. */
export const orgsIn = (answer: Answer | undefined): readonly unknown[] | undefined =>
  answer?.status === 200 && Array.isArray(answer.json)
    ? answer.json.map((row: { org?: unknown } | null) => row?.org)
    : undefined;

const INSTALL =
  "contract/sql/cargo_gate_probe.sql in the spoke's database, with the organisations of the test people";

const notAList = (answer: Answer | undefined, whose: string): Judgement => {
  const { status } = answer ?? {};
  if (status === 404) return unknown("the probe's table is not in the database", INSTALL);
  return status === undefined || status >= 500 || status === 429
    ? unknown(`the rows ${whose} were answered ${status ?? "nothing"}`, "a run in which the data API answers")
    : fail(`org_documents ${whose}`, "a list of rows", { status }, answer?.exchange);
};

/** A table without these rows can neither show nor hide them. */
const lacks = ({ org, there }: Rows, own: boolean): Unknown | undefined => {
  if (there === undefined || there.some((one) => (one === org) === own)) return undefined;
  const what = own ? `no row of ${org}` : `rows of ${org} alone`;
  return unknown(`the probe's table has ${what}`, INSTALL);
};

/** A stranger is shown nothing. That the door opens at all is seen by the person who is signed in. */
const judgeStranger = ({ signedIn, anonymous }: Rows): Judgement => {
  const { status } = anonymous ?? {};
  const seen = orgsIn(anonymous);
  if (seen !== undefined && seen.length > 0) {
    return fail("org_documents without a session", [], seen, anonymous?.exchange);
  }
  if (status === undefined || status === 404) return notAList(anonymous, "without a session");
  if (orgsIn(signedIn) === undefined) {
    return unknown("not even a signed-in person is answered", "a data API that answers the test person");
  }
  const refused = status >= 400 && status < 500 && status !== 429;
  return seen !== undefined || refused
    ? pass
    : unknown(`the data API answered ${status} to a stranger`, "a data API that answers");
};

export const judgeRow = (name: (typeof ROWS)[number], rows: Rows): Judgement => {
  if (name === "anonymous") return judgeStranger(rows);
  const { org, declared, signedIn } = rows;
  const seen = orgsIn(signedIn);
  if (seen === undefined) return notAList(signedIn, "as the test person");
  if (name === "another organisation") {
    const foreign = seen.filter((one) => one !== org);
    if (foreign.length > 0)
      return fail(`org_documents while ${org} is active`, [], foreign, signedIn?.exchange);
    if (seen.length > 0) return lacks(rows, false) ?? pass;
    return unknown(
      "no row at all is visible, so nothing shows that others are hidden",
      "the own organisation's rows",
    );
  }
  if (seen.includes(org)) return pass;
  if (declared !== org) {
    const instead = declared ?? "a declared organisation";
    return blockedBy("claims/correct-for-user", `${org} is active instead of ${instead}`);
  }
  return (
    lacks(rows, true) ??
    fail(`org_documents while ${org} is active`, `rows of ${org}`, seen, signedIn?.exchange)
  );
};
