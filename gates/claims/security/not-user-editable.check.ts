import {
  blockedBy,
  defineCheck,
  eachCase,
  fail,
  type Judgement,
  pass,
  unknown,
} from "../../../core/check.ts";
import { agrees } from "../../../core/contract.ts";
import { hidden } from "../cells.ts";
import { judgeClaim, orgsShown } from "./edited.ts";

export default defineCheck({
  level: "required",
  title: "Nobody can change an authorization claim by writing their own metadata",
  failureTitle: "A person can give themselves authorization claims",
  why: "Every app's library has a call that updates one's own metadata. Where a claim or a policy is read from there, everybody is an administrator who wants to be.",
  remedy:
    "In the spoke's token hook and policies, read authorization claims from places that only the backend writes (top level of the token, app_metadata), never from user_metadata, and never merge user_metadata over them.",
  sources: ["practice", "S2:GATE-3"],
  threat: ["RFC9700:2.3"],
  kinds: ["client"],
  needs: ["claims.user_edit"],
  judge: ({ claims: { user_edit: seen } }, { contract }) => {
    const { unreached, behind, attempts = [] } = seen;
    if (unreached !== undefined)
      return hidden("the person's own write", "claims.user_edit", unreached, behind);
    const own = attempts.find(({ name }) => name === "own metadata")?.answer;
    if (own?.status === undefined || own.status >= 500) {
      return unknown(`the write was answered ${own?.status ?? "nothing"}`, "a run in which it is answered");
    }
    const claims = contract.claims.flatMap((rule) =>
      (["spoke_session", "spoke_user", "spoke_rls"] as const).map((surface) => ({
        name: `${rule.name} on ${surface}`,
        judge: () => judgeClaim(rule, surface, seen),
      })),
    );
    const [was, now] = [orgsShown(seen.rls_before), orgsShown(seen.rls_after)];
    const rows = (): Judgement => {
      if (was === undefined || now === undefined) {
        return blockedBy("claims/readable-by-rls-after-login", "the rows were not seen");
      }
      return agrees("equal", was, now)
        ? pass
        : fail("org_documents after the person wrote active_org", was, now, own.exchange);
    };
    return eachCase(
      [...claims, { name: "rows that are shown", judge: rows }],
      ({ name }) => name,
      ({ judge }) => judge(),
    );
  },
});
