import {
  blockedBy,
  defineCheck,
  eachCase,
  fail,
  type Judgement,
  pass,
  unknown,
} from "../../../core/check.ts";
import { orgIds } from "../../../core/contract.ts";
import { hidden } from "../cells.ts";
import { claimOn, judgeRows } from "./switched.ts";

export default defineCheck({
  level: "advisory",
  title: "Who is removed from an organisation loses it within one refresh",
  failureTitle: "Who was removed from an organisation still has it after a refresh",
  why: "The day somebody leaves a company is the day their rights there must end, not the day their session does.",
  remedy:
    "At the hub, build orgs, active_org and permissions of every new token from the memberships of this moment. At the spoke's backend, read the contract again at every refresh.",
  sources: ["practice"],
  kinds: ["client"],
  needs: ["claims.removal"],
  judge: ({ claims: { removal } }, { contract }) => {
    const { unreached, behind, org, before, after } = removal;
    if (unreached !== undefined) return hidden("the removal", "claims.removal", unreached, behind);
    if (org === undefined) return unknown("no removal was seen", "a run with an operator's driver");
    const member = claimOn(contract, before, "orgs").some(({ value }) => orgIds(value).includes(org));
    if (!member) {
      return blockedBy("claims/correct-for-user", `no surface named ${org} before the removal`);
    }
    const says = (claim: "orgs" | "active_org") =>
      claimOn(contract, after, claim).map(({ surface, value, exchange }) => ({
        name: `${claim} on ${surface}`,
        judge: (): Judgement => {
          const named = claim === "orgs" ? orgIds(value) : [value];
          return named.includes(org)
            ? fail(`${claim} on ${surface} after the removal`, `without ${org}`, value, exchange)
            : pass;
        },
      }));
    const cases = [...says("orgs"), ...says("active_org")];
    if (cases.length === 0)
      return unknown("no claim was seen after the removal", "a run in which it is seen");
    const rows = {
      name: `rows of ${org}`,
      judge: () => judgeRows(org, removal.rls_before, removal.rls_after),
    };
    return eachCase(
      [...cases, rows],
      ({ name }) => name,
      ({ judge }) => judge(),
    );
  },
});
