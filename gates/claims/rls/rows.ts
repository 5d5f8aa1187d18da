import { blockedBy, fail, type Judgement, pass, unknown } from "../../../core/check.ts";
import { userOf } from "../../../core/claims/matrix.ts";
import { type Contract, readClaim } from "../../../core/contract.ts";
import type { PhaseSeen, RlsSeen } from "../../../core/evidence/claims.ts";
import type { Answer } from "../../../core/evidence/piece.ts";

/** The truth table of the probe table: own organisation, another's, nobody signed in. */
export const ROWS = ["own organisation", "another organisation", "anonymous"] as const;

export interface Rows {
  /** the organisation that Postgres itself reads as active */
  readonly org: string;
  /** the organisation that should be active */
  readonly declared: string | undefined;
  readonly signedIn: Answer | undefined;
  readonly anonymous: Answer | undefined;
}

/** Undefined when Postgres reads no active organisation. */
export const readRows = (contract: Contract, seen: PhaseSeen, rls: RlsSeen | undefined): Rows | undefined => {
  const rule = contract.claims.find(({ name }) => name === "active_org");
  const read = rule && readClaim(rule.surfaces.spoke_rls, seen.surfaces?.spoke_rls?.claims);
  if (typeof read?.value !== "string") return undefined;
  const by = (name: string) => rls?.rows?.attempts?.find((attempt) => attempt.name === name)?.answer;
  return {
    org: read.value,
    declared: userOf(contract, seen)?.active_org,
    signedIn: by("signed in"),
    anonymous: by("anonymous"),
  };
};

const orgsIn = (answer: Answer | undefined): readonly unknown[] | undefined =>
  answer?.status === 200 && Array.isArray(answer.json)
    ? answer.json.map((row: { org?: unknown } | null) => row?.org)
    : undefined;

const notAList = (answer: Answer | undefined, whose: string): Judgement =>
  answer?.status === undefined
    ? unknown(`the rows ${whose} were not seen`, "a run in which the data API answers")
    : fail(`org_documents ${whose}`, "a list of rows", { status: answer.status }, answer.exchange);

export const judgeRow = (name: (typeof ROWS)[number], rows: Rows): Judgement => {
  const { org, declared, signedIn, anonymous } = rows;
  if (name === "anonymous") {
    const seen = orgsIn(anonymous);
    if (anonymous?.status === undefined) return notAList(anonymous, "without a session");
    if (seen === undefined) {
      return anonymous.status >= 400 && anonymous.status < 500
        ? pass
        : unknown(`the data API answered ${anonymous.status} to a stranger`, "a data API that answers");
    }
    return seen.length === 0 ? pass : fail("org_documents without a session", [], seen, anonymous.exchange);
  }
  const seen = orgsIn(signedIn);
  if (seen === undefined) return notAList(signedIn, "as the test person");
  if (name === "another organisation") {
    const foreign = seen.filter((one) => one !== org);
    if (foreign.length > 0)
      return fail(`org_documents while ${org} is active`, [], foreign, signedIn?.exchange);
    return seen.length > 0
      ? pass
      : unknown(
          "no row at all is visible, so nothing shows that others are hidden",
          "the own organisation's rows",
        );
  }
  if (seen.includes(org)) return pass;
  return declared === org
    ? fail(`org_documents while ${org} is active`, `rows of ${org}`, seen, signedIn?.exchange)
    : blockedBy(
        "claims/correct-for-user",
        `${org} is active instead of ${declared ?? "a declared organisation"}`,
      );
};
